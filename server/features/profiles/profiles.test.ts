import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { createTestCompany, type TestCompany } from '#test/build/company.ts';
import { startWholeServer, type WholeServer } from '#test/stories/whole-server.ts';

type Json = ReturnType<typeof JSON.parse>;

let server: WholeServer;
let company: TestCompany;
let api: TestCompany['api'];
let scope: object;

before(async () => {
  server = await startWholeServer('2026-03-02T08:00:00Z');
  company = await createTestCompany(server);
  api = company.api;
  scope = company.nodes.branch.scope;
});
after(() => server?.stop());

async function post(path: string, body: object): Promise<Json> {
  const answer = await api.post(path, body);
  assert.ok(answer.status < 300, `${path}: ${JSON.stringify(answer.body)}`);
  return answer.body as Json;
}

async function get(path: string, as = api): Promise<Json> {
  const answer = await as.get(path);
  assert.equal(answer.status, 200, JSON.stringify(answer.body));
  return answer.body as Json;
}

const line = { description: 'Desk', quantity: '1', unitPrice: '100', taxRate: '19' };

describe('the profile of a customer [R61] [R46]', () => {
  let account: Json;
  let contact: Json;

  before(async () => {
    const parent = await post('/accounts', { name: 'Holding', scope });
    account = await post('/accounts', { name: 'Works', scope, parentAccountId: parent.id });
    await post('/accounts', { name: 'Workshop', scope, parentAccountId: account.id });
    contact = await post('/contacts', {
      firstName: 'Cora',
      scope,
      accountId: account.id,
      isPrimary: true,
      email: 'cora@works.example',
      emailOptIn: true,
      lastContactedAt: '2026-02-20T09:00:00Z',
    });
    const links = { accountId: account.id, scope };
    const deal = { ...links, contactId: contact.id, amount: '1000', currency: 'EUR', probability: 25 };
    await post('/opportunities', { ...deal, name: 'Big deal' });
    const won = await post('/opportunities', { ...deal, name: 'Won deal' });
    await post(`/opportunities/${won.id}/mark-won`, {});
    const paid = await post('/invoices', { ...links, lines: [line] });
    await post(`/invoices/${paid.id}/issue`, {});
    await post(`/invoices/${paid.id}/payments`, { date: '2026-03-02', amount: '19', method: 'cash' });
    const late = await post('/invoices', { ...links, lines: [line], dueDate: '2026-03-02' });
    await post(`/invoices/${late.id}/issue`, {});
    await post('/invoices', { ...links, lines: [line] });
    const voided = await post('/invoices', { ...links, lines: [line] });
    await post(`/invoices/${voided.id}/issue`, {});
    await post(`/invoices/${voided.id}/void`, { reason: 'Mistake' });
    server.clock.set('2026-04-20T08:00:00Z');
  });

  test('tells what they are worth: what stands, no drafts and nothing void', async () => {
    const { figures } = await get(`/accounts/${account.id}/profile`);
    const eur = (amount: string) => [{ currency: 'EUR', amount }];
    assert.deepEqual(figures.money.lifetimeValue, eur('238.00'));
    assert.deepEqual(figures.money.paid, eur('19.00'));
    assert.deepEqual(figures.money.outstanding, eur('219.00'));
    assert.equal(figures.money.invoices, 2);
    assert.deepEqual(figures.pipeline.openPipeline, eur('1000.00'));
    assert.deepEqual(figures.pipeline.weighted, eur('250.00'));
    assert.deepEqual([figures.pipeline.open, figures.pipeline.wonCount], [1, 1]);
    assert.equal(figures.lastContactedAt, '2026-02-20T09:00:00Z');
  });

  test('draws the family of accounts and the people with what they are part of', async () => {
    const { family, people } = await get(`/accounts/${account.id}/profile`);
    const byName = new Map(family.map((one: Json) => [one.name, one]));
    assert.deepEqual([...byName.keys()], ['Holding', 'Works', 'Workshop']);
    assert.equal((byName.get('Workshop') as Json).parentId, account.id);
    assert.equal((byName.get('Holding') as Json).parentId, null);
    assert.deepEqual(
      people.map(({ name, openOpportunities, openQuotes }: Json) => [name, openOpportunities, openQuotes]),
      [['Cora', 1, 0]],
    );
  });

  test('has one timeline of it all, by pages that repeat and lose nothing', async () => {
    const whole: Json[] = [];
    for (let cursor = ''; ; ) {
      const page = await get(`/accounts/${account.id}/profile?limit=3${cursor}`);
      whole.push(...page.items);
      if (page.nextCursor === null) break;
      cursor = `&cursor=${page.nextCursor}`;
    }
    assert.equal(new Set(whole.map(({ id }) => id)).size, whole.length);
    const kinds = new Set(whole.map(({ record }) => record?.kind));
    assert.deepEqual([...kinds].sort(), ['account', 'contact', 'invoice', 'opportunity', 'payment']);
    const times = whole.map(({ at }) => Date.parse(at));
    assert.deepEqual(
      times,
      times.toSorted((a, b) => b - a),
    );
  });

  test('shows a colleague no figure of records that they may not see, and a sibling nothing', async () => {
    const seller = await company.addMember('sales_representative', company.nodes.branch);
    const seen = await get(`/accounts/${account.id}/profile`, seller.api);
    assert.deepEqual(seen.figures.money?.lifetimeValue ?? [], []);
    assert.equal(
      seen.items.some(({ record }: Json) => record?.kind === 'invoice'),
      false,
    );
    const sibling = await company.addMember('sales_manager', company.nodes.otherBranch);
    assert.equal((await sibling.api.get(`/accounts/${account.id}/profile`)).status, 404);
  });

  test('carries the consent of everybody there', async () => {
    const { consent } = await get(`/accounts/${account.id}/profile`);
    assert.deepEqual(
      consent.map(({ address, state }: Json) => [address, state]),
      [['cora@works.example', 'granted']],
    );
  });
});

describe('the consent ledger [R80]', () => {
  const given = { channel: 'email', state: 'granted', source: 'Fair', proof: 'Card 17, signed' };

  test('follows a lead to the contact that it becomes, with its proof', async () => {
    const lead = await post('/leads', { firstName: 'Lea', email: 'lea@example.com', scope });
    const ledger = await post(`/leads/${lead.id}/consent`, given);
    assert.deepEqual(ledger.current[0], { channel: 'email', address: 'lea@example.com', state: 'granted' });
    const body = { accountName: 'Lea Ltd', opportunityName: 'Deal', quoteTitle: 'Offer' };
    const { contact } = await post(`/leads/${lead.id}/convert`, body);
    assert.equal(contact.emailOptIn, true);
    const { items } = await get(`/contacts/${contact.id}/consent`);
    assert.deepEqual(
      items.map(({ state, source, proof, recordKind }: Json) => [state, source, proof, recordKind]),
      [['granted', 'Fair', 'Card 17, signed', 'lead']],
    );
    await post(`/contacts/${contact.id}/consent`, { ...given, state: 'withdrawn', proof: null });
    assert.equal((await get(`/contacts/${contact.id}`)).emailOptIn, false);
    assert.equal((await get(`/leads/${lead.id}/consent`)).current[0].state, 'withdrawn');
  });

  test('is refused without an address, without a source, with too long a proof, and for who may not edit', async () => {
    const contact = await post('/contacts', { firstName: 'Cem', scope });
    const path = `/contacts/${contact.id}/consent`;
    for (const [body, field] of [
      [given, 'channel'],
      [{ ...given, source: '' }, 'source'],
      [{ ...given, proof: 'x'.repeat(1001) }, 'proof'],
      [{ ...given, state: 'perhaps' }, 'state'],
      [{ ...given, address: 'other@example.com' }, 'address'],
    ] as const) {
      const { status, body: problem } = await api.post(path, body);
      assert.equal(status, 422);
      assert.equal((problem as Json).errors[0].path, field);
    }
    const viewer = await company.addMember('viewer', company.nodes.branch);
    assert.equal((await viewer.api.post(path, given)).status, 403);
  });
});
