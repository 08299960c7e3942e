import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { accountEndpoints } from '#features/accounts/endpoints.ts';
import { contactEndpoints } from '#features/contacts/endpoints.ts';
import { leadKind } from '#features/leads/kind.ts';
import { opportunityEndpoints } from '#features/opportunities/endpoints.ts';
import { type ManualClock, manualClock } from '#platform/clock/clock.ts';
import type { Api } from '#test/build/api.ts';
import { createTestCompany, type TestCompany } from '#test/build/company.ts';
import {
  bodyOf,
  fieldCodes as codes,
  documentsIn,
  consulting as line,
  type QuoteWire,
  type TimelineWire,
} from '#test/build/documents.ts';
import { startTestServer, type TestServer } from '#test/build/server.ts';
import { quoteEndpoints } from './endpoints.ts';
import { expireQuotesJob } from './jobs.ts';

type Steps = ReturnType<typeof documentsIn>;

describe('quotes', () => {
  let server: TestServer;
  let company: TestCompany;
  let api: Api;
  let clock: ManualClock;
  let accountId: string;
  let steps: Steps;

  before(async () => {
    assert.equal(leadKind.name, 'lead');
    clock = manualClock('2026-03-10T10:00:00Z');
    server = await startTestServer({
      endpoints: [...accountEndpoints, ...contactEndpoints, ...opportunityEndpoints, ...quoteEndpoints],
      clock,
      role: 'web',
      kinds: [expireQuotesJob.kind],
    });
    company = await createTestCompany(server);
    api = company.api;
    steps = documentsIn(api, company.nodes.entity.scope);
    accountId = await made('/accounts', { name: 'Acme', taxNumber: 'DE1', address: { city: 'Bonn' } });
  });
  after(() => server.stop());

  const quote = (body: object = {}) => steps.makeQuote({ accountId, ...body });
  const move: Steps['moveQuote'] = (...given) => steps.moveQuote(...given);
  const made: Steps['make'] = (...given) => steps.make(...given);
  const timeline = async (id: string) => bodyOf(await api.get<TimelineWire>(`/quotes/${id}/timeline`)).items;

  it('opens as a draft with a number of its entity, priced line by line [R97] [R99] [R105] [R106] [R107] [R109]', async () => {
    const made = await quote({
      description: 'All of it',
      reference: 'PO 7',
      discountType: 'percent',
      discountValue: '10',
      lines: [
        { description: 'Second', quantity: '1.5', unitPrice: '10.005', taxRate: 7, sortOrder: 2 },
        { ...line, sortOrder: 1 },
      ],
      billingAddress: { city: 'Bonn' },
    });
    assert.match(made.number, /^Q-2026-\d{5}$/);
    assert.equal(made.status, 'draft');
    assert.equal(made.currency, 'EUR');
    assert.deepEqual(
      made.lines.map(({ description }) => description),
      ['Consulting', 'Second'],
    );
    assert.ok(made.lines[1]?.id);
    assert.deepEqual(made.lines[1], {
      id: made.lines[1].id,
      lineType: 'item',
      productId: null,
      unitCost: null,
      optional: false,
      selected: true,
      sourceId: null,
      description: 'Second',
      quantity: '1.5',
      unit: null,
      unitPrice: '10.005',
      taxRate: '7',
      discountPercent: '0',
      sortOrder: 2,
      net: '15.01',
      discount: '1.50',
      tax: '0.95',
      total: '14.46',
    });
    const { subtotal, discountTotal, taxTotal, total, amount, discountValue } = made;
    assert.deepEqual(
      { subtotal, discountTotal, taxTotal, total, amount, discountValue },
      {
        subtotal: '1015.01',
        discountTotal: '101.50',
        taxTotal: '171.95',
        total: '1085.46',
        amount: '1085.46',
        discountValue: '10',
      },
    );
    assert.equal(made.billingAddress?.city, 'Bonn');
    assert.equal(made.version, 1);
  });

  it('prices without saving, line by line as sent, and says what it refuses', async () => {
    const priced = await api.post<QuoteWire>('/quotes/price', {
      currency: 'JOD',
      lines: [
        { ...line, sortOrder: 2 },
        { ...line, unitPrice: '1.2345', sortOrder: 1 },
      ],
      discountType: 'fixed',
      discountValue: '0.001',
    });
    assert.equal(priced.status, 200);
    assert.deepEqual(
      priced.body.lines.map((each) => each.net),
      ['1000.000', '2.469'],
    );
    const wrong = await api.post<QuoteWire>('/quotes/price', {
      currency: 'EUR',
      lines: [line],
      discountType: 'fixed',
      discountValue: '1000.01',
    });
    assert.equal(wrong.status, 422);
    assert.deepEqual(codes(wrong.body), ['discountValue: exceeds_subtotal']);
  });

  it('keeps an estimate while it has no lines; with lines the amount is the total and cannot be typed [R101]', async () => {
    const estimate = await quote({ lines: undefined, amount: '12000.5' });
    assert.equal(estimate.amount, '12000.50');
    assert.equal(estimate.total, '0.00');
    const both = await api.post<QuoteWire>('/quotes', { title: 'Both', lines: [line], amount: 5 });
    assert.deepEqual([both.status, codes(both.body)], [422, ['amount: not_allowed']]);
    const path = `/quotes/${estimate.id}`;
    const yen = await api.patch<QuoteWire>(path, { currency: 'JPY' });
    assert.deepEqual([yen.status, codes(yen.body)], [422, ['amount: too_many_decimals']]);
    const lined = (await api.patch<QuoteWire>(path, { lines: [line] })).body;
    assert.deepEqual([lined.amount, lined.version], ['1190.00', 2]);
    const typed = await api.patch<QuoteWire>(path, { amount: '1' });
    assert.deepEqual([typed.status, codes(typed.body)], [422, ['amount: not_allowed']]);
    const repriced = (await api.patch<QuoteWire>(path, { currency: 'JPY' })).body;
    assert.deepEqual([repriced.total, repriced.lines[0]?.net], ['1190', '1000']);
    const emptied = (await api.patch<QuoteWire>(path, { lines: [] })).body;
    assert.deepEqual([emptied.total, emptied.amount, emptied.lines.length], ['0', '1190', 0]);
  });

  it('takes its first lines where there was no estimate', async () => {
    const bare = await quote({ lines: undefined });
    assert.equal(bare.amount, null);
    const priced = bodyOf(await api.patch<QuoteWire>(`/quotes/${bare.id}`, { lines: [line] }));
    assert.equal(priced.amount, priced.total);
  });

  it('writes a changed line only, and nothing when nothing changes', async () => {
    const first = await quote({
      discountType: 'fixed',
      discountValue: '10',
      billingAddress: { city: 'Bonn' },
    });
    const path = `/quotes/${first.id}`;
    const same = await api.patch<QuoteWire>(path, {
      lines: [line],
      discountValue: '10.00',
      billingAddress: { city: 'Bonn' },
    });
    assert.equal(same.body.version, 1);
    const worded = await api.patch<QuoteWire>(path, { lines: [{ ...line, description: 'Advice' }] });
    assert.deepEqual(
      [worded.body.version, worded.body.lines[0]?.description, worded.body.total],
      [2, 'Advice', first.total],
    );
    const [newest] = await timeline(first.id);
    assert.match(JSON.stringify(newest?.before.lines), /"Consulting"/);
    assert.match(JSON.stringify(newest?.after.lines), /"Advice"/);
    const moved = await api.patch<QuoteWire>(path, { scope: company.nodes.branch.scope });
    assert.deepEqual([moved.status, moved.body.lines.length], [200, 1]);
  });

  it('takes a typed number once in its entity, also when many type it at once [R98]', async () => {
    const make = (number: string, scope = company.nodes.entity.scope) =>
      api.post<QuoteWire>('/quotes', { title: 'Typed', number, scope });
    const answers = await Promise.all(Array.from({ length: 8 }, () => make('X-1')));
    assert.equal(answers.filter(({ status }) => status === 201).length, 1);
    for (const refused of answers.filter(({ status }) => status !== 201)) {
      assert.deepEqual(
        [refused.status, refused.body.code, codes(refused.body)],
        [409, 'already_exists', ['number: already_exists']],
      );
    }
    assert.equal((await make('X-1', company.nodes.otherEntity.scope)).status, 201);
    const other = await quote();
    const taken = await api.patch<QuoteWire>(`/quotes/${other.id}`, { number: 'X-1' });
    assert.deepEqual([taken.status, taken.body.code], [409, 'already_exists']);
  });

  it('numbers that are generated and typed at the same moment never meet', async () => {
    const next = Number((await quote()).number.slice(-5)) + 1;
    const typed = Array.from({ length: 5 }, (_, at) => ({
      number: `Q-2026-${String(next + at).padStart(5, '0')}`,
    }));
    const bodies = [...typed, ...Array.from({ length: 10 }, () => ({}))];
    const answers = await Promise.all(
      bodies.map((body) =>
        api.post<QuoteWire>('/quotes', { title: 'Race', scope: company.nodes.entity.scope, ...body }),
      ),
    );
    const numbers = answers.filter(({ status }) => status === 201).map(({ body }) => body.number as string);
    assert.equal(new Set(numbers).size, numbers.length);
    assert.ok(answers.slice(typed.length).every(({ status }) => status === 201));
  });

  it('takes account, contact, currency and owner of the opportunity it starts from [R102] [R103] [R111]', async () => {
    const contactId = await made('/contacts', { firstName: 'Lina', accountId });
    const seller = await company.addMember('sales_representative', company.nodes.entity);
    const opportunityId = await made('/opportunities', {
      name: 'Deal',
      accountId,
      contactId,
      currency: 'USD',
      ownerId: seller.id,
    });
    const { body } = await api.post<QuoteWire>('/quotes', { title: 'For the deal', opportunityId });
    assert.deepEqual(
      [body.accountId, body.contactId, body.currency, body.ownerId, body.scope],
      [accountId, contactId, 'USD', seller.id, { level: 'entity', entityId: company.nodes.entity.id }],
    );
    const own = await api.post<QuoteWire>('/quotes', {
      title: 'Own',
      opportunityId,
      contactId: null,
      currency: 'EUR',
    });
    assert.deepEqual([own.body.contactId, own.body.currency], [null, 'EUR']);
  });

  it('is frozen with its parties when sent, and then only revised [R110] [R104]', async () => {
    const draft = await quote();
    const empty = await quote({ lines: [] });
    const unsent = await move(empty.id, 'sent');
    assert.deepEqual([unsent.status, codes(unsent.body)], [422, ['lines: too_few']]);
    const early = await move(draft.id, 'accepted');
    assert.deepEqual(
      [early.status, early.body.code, early.body.allowed],
      [409, 'illegal_transition', ['sent']],
    );
    const sent = (await move(draft.id, 'sent')).body;
    assert.deepEqual([sent.status, sent.customer?.name, sent.customer?.taxNumber], ['sent', 'Acme', 'DE1']);
    assert.equal(sent.seller?.name, 'Northwind');
    const edit = await api.patch<QuoteWire>(`/quotes/${draft.id}`, { title: 'Other' });
    assert.deepEqual([edit.status, edit.body.code], [409, 'not_editable']);
    assert.equal((await move(draft.id, 'viewed')).body.status, 'viewed');
    const declined = await move(draft.id, 'declined', { note: 'Too dear' });
    assert.deepEqual([declined.body.status, declined.body.decisionNote], ['declined', 'Too dear']);
    assert.equal((await move(draft.id, 'accepted')).status, 409);
  });

  it('is revised once, into a draft that is linked both ways', async () => {
    const first = await quote();
    assert.equal((await api.post(`/quotes/${first.id}/revise`)).status, 409);
    await move(first.id, 'sent');
    const answers = await Promise.all(
      Array.from({ length: 6 }, () => api.post<QuoteWire>(`/quotes/${first.id}/revise`)),
    );
    const [second, ...more] = answers.filter(({ status }) => status === 201).map(({ body }) => body);
    assert.equal(more.length, 0);
    assert.ok(second);
    assert.deepEqual(
      [second.status, second.versionNumber, second.revisionOfId, second.number, second.total],
      ['draft', 2, first.id, `${first.number}-2`, first.total],
    );
    const old = (await api.get<QuoteWire>(`/quotes/${first.id}`)).body;
    assert.deepEqual([old.status, old.supersededById], ['revised', second.id]);
    await move(second.id, 'sent');
    await move(second.id, 'revised');
    const third = (await api.get<QuoteWire>(`/quotes/${second.id}`)).body.supersededById;
    assert.equal((await api.get<QuoteWire>(`/quotes/${third}`)).body.number, `${first.number}-3`);
  });

  it('wins its opportunity when accepted, and says in the audit log when that was closed before', async () => {
    const opportunityId = await made('/opportunities', { name: 'Deal', accountId });
    const [one, two] = [await quote({ opportunityId }), await quote({ opportunityId })];
    for (const { id } of [one, two]) await move(id, 'sent');
    const accepted = (await move(one.id, 'accepted', { note: 'By phone' })).body;
    assert.deepEqual(
      [accepted.acceptanceMethod, accepted.decisionNote, accepted.decidedAt],
      ['manual', 'By phone', '2026-03-10T10:00:00Z'],
    );
    assert.equal((await api.get<{ stage: string }>(`/opportunities/${opportunityId}`)).body.stage, 'won');
    assert.equal((await move(two.id, 'accepted')).status, 200);
    const items = await timeline(two.id);
    const [said] = items.filter((item) => item.kind === 'opportunity_not_won');
    assert.equal(said?.after.reason, 'already_won');
  });

  it('is not accepted after its last day in the time zone of its entity, and expires by itself [R100]', async () => {
    const scope = company.nodes.otherEntity.scope;
    const there = await api.post<QuoteWire>('/quotes', {
      title: 'Amman',
      scope,
      lines: [line],
      validUntil: '2026-03-10',
    });
    const here = await quote({ validUntil: '2026-03-10' });
    const beyond = await quote({ validUntil: '2026-03-11' });
    const ids = [there.body.id, here.id, beyond.id] as string[];
    for (const id of ids) await move(id, 'sent');
    // 23:30 of the last day in Berlin, half past one of the next in Amman.
    clock.set('2026-03-10T22:30:00Z');
    const late = await move(ids[0]!, 'accepted');
    assert.deepEqual([late.status, late.body.code, late.body.from], [409, 'illegal_transition', 'expired']);
    const job = { id: 'job', data: {}, retryCount: 0, signal: new AbortController().signal };
    const statuses = async () =>
      Promise.all(ids.map(async (id) => (await api.get<QuoteWire>(`/quotes/${id}`)).body.status));
    await expireQuotesJob.run(server.services, job);
    assert.deepEqual(await statuses(), ['expired', 'sent', 'sent']);
    clock.set('2026-03-10T23:00:00Z');
    await expireQuotesJob.run(server.services, job);
    await expireQuotesJob.run(server.services, job);
    assert.deepEqual(await statuses(), ['expired', 'expired', 'sent']);
    const items = await timeline(here.id);
    assert.equal(items.filter((item) => item.kind === 'expired').length, 1);
    clock.set('2026-03-10T10:00:00Z');
  });

  it('asks for a capability of each step', async () => {
    const viewer = await company.addMember('viewer', company.nodes.entity, 'Vera Viewer');
    const { id } = await quote();
    for (const [status, capability] of [
      ['sent', 'crm.quotes.send'],
      ['accepted', 'crm.quotes.decide'],
      ['revised', 'crm.quotes.revise'],
    ]) {
      const refused = await viewer.api.post<QuoteWire>(`/quotes/${id}/status`, { status });
      assert.deepEqual([refused.status, refused.body.capability], [403, capability]);
    }
    const sibling = await company.addMember('sales_manager', company.nodes.otherEntity, 'Omar Other');
    assert.equal((await sibling.api.get(`/quotes/${id}`)).status, 404);
    assert.equal((await sibling.api.post(`/quotes/${id}/status`, { status: 'sent' })).status, 404);
  });

  it('a stale version is refused under the lock', async () => {
    const { id } = await quote();
    const stale = await api.post<QuoteWire>(
      `/quotes/${id}/status`,
      { status: 'sent' },
      { 'if-match': '"7"' },
    );
    assert.deepEqual([stale.status, stale.body.code], [412, 'stale_version']);
  });
});
