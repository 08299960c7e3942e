import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { leadStatus, leadStatuses } from '#domain/leads.ts';
import { accountEndpoints } from '#features/accounts/endpoints.ts';
import { campaignEndpoints } from '#features/campaigns/endpoints.ts';
import { contactEndpoints } from '#features/contacts/endpoints.ts';
import { opportunityEndpoints } from '#features/opportunities/endpoints.ts';
import { quoteEndpoints } from '#features/quotes/endpoints.ts';
import type { Api, Json } from '#test/build/api.ts';
import { createTestCompany, type TestCompany } from '#test/build/company.ts';
import { startTestServer, type TestServer } from '#test/build/server.ts';
import { asAdmin } from '#test/build/services.ts';
import { leadEndpoints } from './endpoints.ts';

describe('leads', () => {
  let server: TestServer;
  let company: TestCompany;
  let api: Api;

  before(async () => {
    server = await startTestServer({
      role: 'web',
      endpoints: [
        ...accountEndpoints,
        ...contactEndpoints,
        ...campaignEndpoints,
        ...opportunityEndpoints,
        ...quoteEndpoints,
        ...leadEndpoints,
      ],
    });
    company = await createTestCompany(server);
    api = company.api;
  });
  after(() => server.stop());

  async function lead(body: object = {}): Promise<Json> {
    const scope = company.nodes.branch.scope;
    const answer = await api.post('/leads', {
      scope,
      firstName: 'Nadia',
      lastName: "O'Neill",
      companyName: 'Acme',
      ...body,
    });
    assert.equal(answer.status, 201, JSON.stringify(answer.body));
    return answer.body;
  }
  const names = { accountName: 'Acme', opportunityName: 'Website', quoteTitle: 'Website relaunch' };
  const convert = (id: string, body: object = names, headers = {}) =>
    api.post(`/leads/${id}/convert`, body, headers);
  const status = async (id: string, to: string) =>
    (await api.post(`/leads/${id}/status`, { status: to })).status;
  const refused = (body: Json) => (body.errors ?? []).map((error: Json) => `${error.path}: ${error.code}`);
  async function counts() {
    const tables = ['account', 'contact', 'opportunity', 'quote'];
    const sums = tables.map((table) => `(select count(*)::int from ${table}) as ${table}`);
    return (await asAdmin(server.database.adminUrl, `select ${sums.join(', ')}`))[0];
  }

  it('opens at new, whatever a form says, and keeps its fields [R20] [R22] [R30] [R31]', async () => {
    const made = await lead({
      email: 'Nadia@Acme.example',
      phone: '+962 79 123 4567',
      source: 'A friend',
      quality: 'hot',
    });
    assert.equal(made.status, 'new');
    assert.equal(made.title, "Nadia O'Neill");
    assert.equal(made.source, 'A friend');
    const typed = await api.post('/leads', { firstName: 'X', status: 'qualified' });
    assert.deepEqual(refused(typed.body), ['status: unknown_field']);
    const nameless = await api.post('/leads', { lastName: 'Only' });
    assert.deepEqual(refused(nameless.body), ['firstName: required']);
    const emptied = await api.patch(`/leads/${made.id}`, { firstName: null, companyName: null });
    assert.equal(emptied.status, 422);
  });

  it('moves by the table only, through its own endpoint, and keeps every move [R32] [R33]', async () => {
    for (const from of leadStatuses.filter((each) => each !== 'converted')) {
      for (const to of leadStatuses) {
        const { id } = await lead();
        if (from !== 'new') assert.equal(await status(id, from), 200);
        const answer = await api.post(`/leads/${id}/status`, { status: to });
        const allowed = from === to || leadStatus.canMove(from, to);
        assert.equal(answer.status, allowed ? 200 : 409, `${from} → ${to}`);
        if (!allowed) {
          assert.equal(answer.body.code, 'illegal_transition');
          assert.deepEqual(answer.body.allowed, leadStatus.allowed(from));
        }
      }
    }
    const { id } = await lead();
    await status(id, 'contacted');
    await status(id, 'qualified');
    const timeline = await api.get(`/leads/${id}/timeline`);
    assert.deepEqual(
      timeline.body.items.map((item: Json) => item.kind),
      ['status_changed', 'status_changed', 'created'],
    );
  });

  it('becomes an account, a contact, an opportunity and a quote, all linked [R36] [R37] [R44] [R46]', async () => {
    const campaign = await api.post('/campaigns', { name: 'Spring', scope: company.nodes.entity.scope });
    const made = await lead({
      email: 'n@acme.example',
      phone: '+49 30 1234567',
      jobTitle: 'Buyer',
      campaignId: campaign.body.id,
    });
    const answer = await convert(made.id, { ...names, amount: '1200.50', currency: 'EUR' });
    assert.equal(answer.status, 200, JSON.stringify(answer.body));
    const { lead: after, account, contact, opportunity, quote } = answer.body;
    assert.equal(after.status, 'converted');
    assert.deepEqual(
      [
        after.convertedAccountId,
        after.convertedContactId,
        after.convertedOpportunityId,
        after.convertedQuoteId,
      ],
      [account.id, contact.id, opportunity.id, quote.id],
    );
    assert.deepEqual(
      [contact.firstName, contact.lastName, contact.email, contact.jobTitle],
      ['Nadia', "O'Neill", 'n@acme.example', 'Buyer'],
    );
    assert.equal(contact.accountId, account.id);
    assert.deepEqual(
      [opportunity.leadId, opportunity.accountId, opportunity.contactId],
      [made.id, account.id, contact.id],
    );
    assert.deepEqual(
      [opportunity.amount, opportunity.stage, opportunity.campaignId],
      ['1200.50', 'new', campaign.body.id],
    );
    assert.deepEqual(
      [quote.opportunityId, quote.accountId, quote.status, quote.amount],
      [opportunity.id, account.id, 'draft', '1200.50'],
    );
    assert.deepEqual(quote.scope, made.scope);
    assert.equal((await convert(made.id)).body.code, 'already_converted');
    assert.equal(await status(made.id, 'new'), 409, 'a converted lead is final [R34]');
    assert.equal((await api.patch(`/leads/${made.id}`, { firstName: 'Y' })).body.code, 'not_editable');
  });

  it('is converted once, however often it is asked for at the same time', async () => {
    const { id } = await lead();
    const before = await counts();
    const answers = await Promise.all(Array.from({ length: 12 }, () => convert(id)));
    assert.deepEqual(answers.map((answer) => answer.status).sort(), [200, ...Array(11).fill(409)]);
    const keyed = await lead();
    const key = { 'idempotency-key': 'click twice' };
    const [first, second] = await Promise.all([convert(keyed.id, names, key), convert(keyed.id, names, key)]);
    assert.deepEqual([first.status, second.status], [200, 200]);
    assert.deepEqual(first.body, second.body);
    const after = await counts();
    for (const table of Object.keys(before as object))
      assert.equal(after?.[table], before?.[table] + 2, table);
  });

  it('leaves everything as it was when any part is refused', async () => {
    const made = await lead();
    const before = await counts();
    const bad: [object, string][] = [
      [{ ...names, accountName: undefined }, 'accountName: required'],
      [{ ...names, opportunityName: undefined }, 'opportunityName: required'],
      [{ ...names, quoteTitle: undefined }, 'quoteTitle: required'],
      [{ ...names, amount: '10.005', currency: 'EUR' }, 'amount: too_many_decimals'],
      [{ ...names, currency: 'EURO' }, 'currency: unknown_value'],
      [{ ...names, contactEmail: 'nobody' }, 'contactEmail: invalid_email'],
      [{ opportunityName: 'a', quoteTitle: 'b', accountId: made.id }, 'accountId: not_found'],
    ];
    for (const [body, problem] of bad) {
      const answer = await convert(made.id, body);
      assert.equal(answer.status, 422, JSON.stringify(body));
      assert.ok(
        refused(answer.body).includes(problem),
        `${JSON.stringify(answer.body.errors)} has ${problem}`,
      );
    }
    assert.equal((await convert(made.id, { ...names, projectName: 'P' })).body.code, 'module_disabled');
    assert.deepEqual(await counts(), before);
    assert.equal((await api.get(`/leads/${made.id}`)).body.status, 'new');
    for (const lostTo of ['lost', 'junk']) {
      const { id } = await lead();
      await status(id, lostTo);
      assert.equal((await convert(id)).body.code, 'illegal_transition');
    }
  });

  it('reuses an account and a contact, on one line of the hierarchy only [R10] [R29]', async () => {
    const made = await lead();
    const sibling = await api.post('/accounts', {
      name: 'Elsewhere',
      scope: company.nodes.otherBranch.scope,
    });
    const above = await api.post('/accounts', { name: 'Above', scope: company.nodes.entity.scope });
    const person = await api.post('/contacts', { firstName: 'Sam', scope: company.nodes.branch.scope });
    const rest = { opportunityName: 'o', quoteTitle: 'q' };
    const across = await convert(made.id, { ...rest, accountId: sibling.body.id });
    assert.deepEqual(refused(across.body), ['accountId: other_scope']);
    const done = await convert(made.id, { ...rest, accountId: above.body.id, contactId: person.body.id });
    assert.equal(done.status, 200, JSON.stringify(done.body));
    assert.deepEqual([done.body.account.id, done.body.contact.id], [above.body.id, person.body.id]);
    assert.equal(done.body.contact.accountId, above.body.id);
  });

  it('makes only what is asked for, and no contact without a first name', async () => {
    const bare = await lead();
    const none = { accountName: 'A', createContact: false, createOpportunity: false, createQuote: false };
    const made = await convert(bare.id, none);
    assert.deepEqual([made.body.contact, made.body.opportunity, made.body.quote], [null, null, null]);
    const firm = await lead({ firstName: null, lastName: null });
    assert.equal((await convert(firm.id)).body.contact, null);
  });

  it('shows likely accounts and contacts before converting [R45]', async () => {
    await api.post('/accounts', {
      name: 'Zenith Optics',
      website: 'https://zenith.example',
      scope: company.nodes.branch.scope,
    });
    await api.post('/contacts', {
      firstName: 'Iris',
      email: 'iris@zenith.example',
      scope: company.nodes.branch.scope,
    });
    const made = await lead({
      companyName: 'Zenith Optics Ltd',
      firstName: 'Iris',
      email: 'iris@zenith.example',
    });
    const { body } = await api.get(`/leads/${made.id}/matches`);
    assert.deepEqual(
      body.accounts.map((match: Json) => [match.name, match.reasons]),
      [['Zenith Optics', ['domain', 'name']]],
    );
    assert.deepEqual(
      body.contacts.map((match: Json) => [match.name, match.reasons[0]]),
      [['Iris', 'email']],
    );
  });

  it('stands on the board by status with the count of all [R41]', async () => {
    const { body } = await api.get('/leads/board?limit=2');
    assert.deepEqual(
      body.columns.map((column: Json) => column.status),
      [...leadStatuses],
    );
    const converted = body.columns.at(-1);
    assert.ok(converted.count.value > 2 && converted.items.length === 2 && converted.nextCursor !== null);
  });
});
