import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { accountEndpoints } from '#features/accounts/endpoints.ts';
import { contactEndpoints } from '#features/contacts/endpoints.ts';
import { freezeContent } from '#features/documents/operations/freeze-content.ts';
import { findSnapshot } from '#features/documents/queries.ts';
import { leadKind } from '#features/leads/kind.ts';
import { notificationEndpoints } from '#features/notifications/endpoints.ts';
import { notificationReactions } from '#features/notifications/reactions.ts';
import { opportunityEndpoints } from '#features/opportunities/endpoints.ts';
import { sharingEndpoints } from '#features/sharing/endpoints.ts';
import { type ManualClock, manualClock } from '#platform/clock/clock.ts';
import { deliverWaiting } from '#platform/events/relay.ts';
import { lockRecord } from '#records/read-record.ts';
import { type Api, api, type Json } from '#test/build/api.ts';
import { createTestCompany, type TestCompany, type TestMember } from '#test/build/company.ts';
import { bodyOf, documentsIn, consulting as line, type QuoteWire } from '#test/build/documents.ts';
import { startTestServer, type TestServer } from '#test/build/server.ts';
import { asAdmin } from '#test/build/services.ts';
import { quoteEndpoints } from './endpoints.ts';
import { quoteKind } from './kind.ts';

const option = (description: string, unitPrice: string) => ({
  description,
  quantity: 1,
  unitPrice,
  taxRate: '19',
  optional: true,
});

let server: TestServer;
let company: TestCompany;
let seller: TestMember;
let clock: ManualClock;
let visitor: Api;
let steps: ReturnType<typeof documentsIn>;

before(async () => {
  assert.equal(leadKind.name, 'lead');
  clock = manualClock('2026-03-10T10:00:00Z');
  server = await startTestServer({
    endpoints: [
      ...accountEndpoints,
      ...contactEndpoints,
      ...opportunityEndpoints,
      ...quoteEndpoints,
      ...notificationEndpoints,
      ...sharingEndpoints(),
    ],
    clock,
    role: 'web',
  });
  company = await createTestCompany(server);
  seller = await company.addMember('sales_representative', company.nodes.entity);
  steps = documentsIn(seller.api, company.nodes.entity.scope);
  visitor = api(server.url);
});
after(() => server.stop());

const rows = <Row extends Record<string, unknown>>(text: string, values: unknown[] = []) =>
  asAdmin<Row>(server.database.adminUrl, text, values);

async function sent(body: object = {}) {
  const quote = await steps.makeQuote({ ownerId: seller.id, ...body });
  bodyOf(await steps.moveQuote(quote.id, 'sent'));
  const { link } = bodyOf(await seller.api.post<Json>(`/quotes/${quote.id}/public-link`, {}), 201);
  return { quote: await steps.getQuote(quote.id), token: String(link.token) };
}

const say = (token: string, act: string, body: object = {}, who = visitor) =>
  who.post<Json>(`/public/${token}/${act}`, body);
type Decided = QuoteWire &
  Record<'decidedByName' | 'changesRequestedAt' | 'changesRequestedNote' | 'changesRequestedByName', string>;
const full = async (id: string) => bodyOf(await seller.api.get<Decided>(`/quotes/${id}`));
const bodies = (answers: { status: number }[]) => answers.map(({ status }) => status).sort();

async function told(id: string): Promise<string[]> {
  await deliverWaiting(server.services, company.orgId, notificationReactions);
  const { items } = bodyOf(await seller.api.get<{ items: Json[] }>('/notifications'));
  return items.filter(({ record }) => record?.id === id).map(({ type }) => String(type));
}

const mailsOf = (subject: string) =>
  rows<Json>('select * from parley.mail where subject like $1', [`%${subject}%`]);

describe('accepting by the link', () => {
  it('wins the deal, keeps who accepted and from where, and tells the owner at once', async () => {
    const opportunityId = await steps.make('/opportunities', { name: 'Big deal' });
    const { quote, token } = await sent({ title: 'Tower', opportunityId });
    const page = bodyOf(await say(token, 'accept', { name: ' Cora Customer ', comment: 'Go!' }));
    assert.deepEqual(
      [page.status, page.decision, page.can.accept],
      ['accepted', { at: '2026-03-10T10:00:00Z', name: 'Cora Customer', comment: 'Go!' }, false],
    );
    const now = await full(quote.id);
    assert.deepEqual(
      [now.status, now.acceptanceMethod, now.decisionNote, now.decidedByName],
      ['accepted', 'link', 'Go!', 'Cora Customer'],
    );
    assert.equal(bodyOf(await seller.api.get<Json>(`/opportunities/${opportunityId}`)).stage, 'won');
    const [entry] = await rows<Json>(
      `select actor_kind, actor_name, ip, user_agent from parley.audit_entry
       where record_id = $1 and action = 'quote.accepted'`,
      [quote.id],
    );
    assert.deepEqual(
      [entry.actor_kind, entry.actor_name, entry.ip],
      ['public', 'Cora Customer', '127.0.0.1'],
    );
    assert.ok(entry.user_agent);
    assert.deepEqual(await told(quote.id), ['quote_accepted']);
    const [mail] = await mailsOf('Tower');
    assert.ok(mail && JSON.stringify(mail).includes('Go!'));
  });

  it('needs a name, and takes no field that it does not know', async () => {
    const { quote, token } = await sent();
    for (const body of [
      {},
      { name: '  ' },
      { name: 'x'.repeat(121) },
      { name: 'Cora', status: 'accepted' },
    ]) {
      assert.equal((await say(token, 'accept', body)).status, 422, JSON.stringify(body));
    }
    assert.equal((await full(quote.id)).status, 'sent');
  });

  it('a hundred at once is one acceptance', async () => {
    const { quote, token } = await sent({ lines: [line, option('Training', '200')] });
    const id = quote.lines[1]?.id;
    const answers = await Promise.all(
      Array.from({ length: 100 }, (_, at) =>
        say(token, 'accept', { name: `Cora ${at}`, selected: at % 2 ? [id] : [] }),
      ),
    );
    assert.deepEqual(bodies(answers), Array(100).fill(200));
    const [{ changes, audits }] = (await rows<{ changes: number; audits: number }>(
      `select (select count(*)::int from parley.quote_status_change where record_id = $1 and to_status = 'accepted') as changes,
        (select count(*)::int from parley.audit_entry where record_id = $1 and action = 'quote.accepted') as audits`,
      [quote.id],
    )) as [{ changes: number; audits: number }];
    assert.deepEqual([changes, audits], [1, 1]);
    const shown = new Set(answers.map(({ body }) => JSON.stringify([body.decision, body.content.total])));
    assert.equal(shown.size, 1, 'everybody is told the same');
  });

  it('is refused once the last valid day is over where it is sold, though no job has come by', async () => {
    const { quote, token } = await sent({ validUntil: '2026-03-10' });
    clock.set('2026-03-10T22:59:00Z');
    assert.equal(bodyOf(await visitor.get<Json>(`/public/${token}`)).status, 'sent');
    clock.set('2026-03-10T23:00:00Z');
    const page = bodyOf(await visitor.get<Json>(`/public/${token}`));
    assert.deepEqual([page.status, page.can.accept, page.seller.name], ['expired', false, 'Northwind']);
    const acts = [
      ['accept', { name: 'Cora' }],
      ['decline', {}],
      ['request-changes', { comment: 'More' }],
      ['price', { selected: [] }],
    ] as const;
    for (const [act, body] of acts) {
      const refused = await say(token, act, body);
      assert.deepEqual(
        [refused.status, refused.body.code, refused.body.from],
        [409, 'illegal_transition', 'expired'],
        act,
      );
    }
    assert.equal((await full(quote.id)).status, 'sent');
    clock.set('2026-03-10T10:00:00Z');
  });

  it('comes too late after declining; declining twice is declining once', async () => {
    const { quote, token } = await sent();
    const page = bodyOf(await say(token, 'decline', { reason: 'Too dear', name: 'Cora' }));
    assert.deepEqual([page.status, page.decision.comment], ['declined', 'Too dear']);
    bodyOf(await say(token, 'decline', { reason: 'Really' }));
    const late = await say(token, 'accept', { name: 'Cora' });
    assert.deepEqual([late.status, late.body.code, late.body.from], [409, 'illegal_transition', 'declined']);
    const now = await full(quote.id);
    assert.deepEqual([now.status, now.decisionNote, now.decidedByName], ['declined', 'Too dear', 'Cora']);
    assert.deepEqual(await told(quote.id), ['quote_declined']);
  });

  it('of what was accepted by hand shows no word that a colleague noted', async () => {
    const { quote, token } = await sent();
    bodyOf(await steps.moveQuote(quote.id, 'accepted', { note: 'He was in a hurry' }));
    const page = bodyOf(await visitor.get<Json>(`/public/${token}`));
    assert.deepEqual([page.decision.name, page.decision.comment], [null, null]);
  });
});

describe('options', () => {
  const lines = [line, option('Training', '200'), option('Support', '99.99')];

  it('are priced as they are chosen, and agreed to as they were priced, on paper too [R107]', async () => {
    const { quote, token } = await sent({ lines, discountType: 'percent', discountValue: '10' });
    await seller.call(async (call) => {
      const row = await lockRecord(call, quoteKind, quote.id);
      await freezeContent(call, { kind: quoteKind, row });
    }, 'write');
    assert.equal(quote.total, '1071.00');
    const [, training, support] = quote.lines.map(({ id }) => id);
    const priced = bodyOf(await say(token, 'price', { selected: [support] }));
    assert.deepEqual([priced.subtotal, priced.discountTotal, priced.total], ['1099.99', '110.00', '1178.09']);
    const page = bodyOf(await say(token, 'accept', { name: 'Cora', selected: [support] }));
    assert.equal(page.content.total, priced.total);
    assert.deepEqual(
      page.content.lines.map((each: Json) => each.selected),
      [true, false, true],
    );
    const now = await full(quote.id);
    assert.deepEqual([now.total, now.amount], [priced.total, priced.total]);
    assert.deepEqual(
      now.lines.map(({ id, selected }) => [id, selected]),
      quote.lines.map(({ id }) => [id, id !== training]),
    );
    const discounts = now.lines.filter(({ selected }) => selected).map(({ discount }) => Number(discount));
    assert.equal(discounts.reduce((a, b) => a + b, 0).toFixed(2), '110.00');
    const snapshot = await company.admin.call((call) => findSnapshot(call, quote.id));
    assert.deepEqual([snapshot?.number, snapshot?.content.totals.total], [2, priced.total]);
    const chosen = await rows<Json>(
      `select before, after from parley.audit_entry where record_id = $1 and action = 'quote.options_chosen'`,
      [quote.id],
    );
    assert.deepEqual(chosen, [{ before: { options: [] }, after: { options: ['Support'] } }]);
  });

  it('that are none, or of another quote, are refused by their place', async () => {
    const { quote, token } = await sent({ lines });
    const { quote: other } = await sent({ lines });
    const selected = [quote.lines[1]?.id, quote.lines[0]?.id, other.lines[1]?.id];
    for (const act of ['price', 'accept']) {
      const refused = await say(token, act, { selected, ...(act === 'accept' ? { name: 'Cora' } : {}) });
      assert.equal(refused.status, 422);
      assert.deepEqual(
        refused.body.errors.map(({ path, code }: Json) => `${path}: ${code}`),
        ['selected.1: not_allowed', 'selected.2: not_found'],
      );
    }
    assert.equal((await full(quote.id)).status, 'sent');
  });

  it('without which a fixed discount is more than what is left are refused, and nothing is lost', async () => {
    const all = [{ ...option('Training', '200'), selected: true }, option('Support', '20')];
    const { quote, token } = await sent({ lines: all, discountType: 'fixed', discountValue: '50' });
    const refused = await say(token, 'accept', { name: 'Cora', selected: [quote.lines[1]?.id] });
    assert.deepEqual([refused.status, refused.body.errors[0].code], [422, 'exceeds_subtotal']);
    const now = await full(quote.id);
    assert.deepEqual([now.status, now.total], ['sent', quote.total]);
  });

  it('stay as they are when accepted without a word about them', async () => {
    const { quote, token } = await sent({ lines: [line, { ...option('Training', '200'), selected: true }] });
    const page = bodyOf(await say(token, 'accept', { name: 'Cora' }));
    assert.equal(page.content.total, quote.total);
  });
});

describe('asking for changes', () => {
  it('flags the quote, tells its owner, and is over when it is revised', async () => {
    const { quote, token } = await sent({ title: 'Bridge' });
    assert.equal((await say(token, 'request-changes', { comment: '  ' })).status, 422);
    const page = bodyOf(await say(token, 'request-changes', { comment: 'Fewer days', name: 'Cora' }));
    assert.deepEqual(page.changesRequested, { at: '2026-03-10T10:00:00Z', note: 'Fewer days' });
    assert.equal(page.can.accept, true);
    const asked = await full(quote.id);
    assert.deepEqual(
      [asked.status, asked.changesRequestedNote, asked.changesRequestedByName],
      ['sent', 'Fewer days', 'Cora'],
    );
    assert.deepEqual(await told(quote.id), ['quote_changes_requested']);
    const [mail] = await mailsOf('Bridge');
    assert.ok(mail && JSON.stringify(mail).includes('Fewer days'));
    const draft = bodyOf(await seller.api.post<Decided>(`/quotes/${quote.id}/revise`), 201);
    assert.equal(draft.changesRequestedAt, null);
    assert.equal((await full(quote.id)).changesRequestedAt, null);
    assert.equal((await say(token, 'request-changes', { comment: 'More' })).status, 409);
  });
});
