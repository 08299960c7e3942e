import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { accountEndpoints } from '#features/accounts/endpoints.ts';
import { contactEndpoints } from '#features/contacts/endpoints.ts';
import { invoiceEndpoints } from '#features/invoices/endpoints.ts';
import { leadKind } from '#features/leads/kind.ts';
import { notificationEndpoints } from '#features/notifications/endpoints.ts';
import { notificationReactions } from '#features/notifications/reactions.ts';
import { opportunityEndpoints } from '#features/opportunities/endpoints.ts';
import { quoteEndpoints } from '#features/quotes/endpoints.ts';
import { type ManualClock, manualClock } from '#platform/clock/clock.ts';
import { deliverWaiting } from '#platform/events/relay.ts';
import { digestOf } from '#test/bad-input/database-digest.ts';
import { type Api, api, cookiesOf, type Json } from '#test/build/api.ts';
import { createTestCompany, type TestCompany, type TestMember } from '#test/build/company.ts';
import { bodyOf, documentsIn, consulting as line, type QuoteWire } from '#test/build/documents.ts';
import { startTestServer, type TestServer } from '#test/build/server.ts';
import { asAdmin } from '#test/build/services.ts';
import { sharingEndpoints } from './endpoints.ts';

const option = { description: 'Training', quantity: 1, unitPrice: '200', taxRate: '19', optional: true };

let server: TestServer;
let company: TestCompany;
let seller: TestMember;
let clock: ManualClock;
let accountId: string;
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
      ...invoiceEndpoints,
      ...notificationEndpoints,
      ...sharingEndpoints(),
    ],
    clock,
    role: 'web',
  });
  company = await createTestCompany(server);
  seller = await company.addMember('sales_representative', company.nodes.entity);
  steps = documentsIn(seller.api, company.nodes.entity.scope);
  accountId = await steps.make('/accounts', { name: 'Acme', taxNumber: 'DE1', address: { city: 'Bonn' } });
  visitor = api(server.url);
});
after(() => server.stop());

const rows = <Row extends Record<string, unknown>>(text: string, values: unknown[] = []) =>
  asAdmin<Row>(server.database.adminUrl, text, values);

const linkOf = async (path: string, who = seller.api): Promise<string> =>
  bodyOf(await who.post<{ link: { token: string } }>(`${path}/public-link`, {}), 201).link.token;

async function sent(body: object = {}) {
  const quote = await steps.makeQuote({
    accountId,
    ownerId: seller.id,
    internalNote: 'Go down to 800',
    ...body,
  });
  bodyOf(await steps.moveQuote(quote.id, 'sent'));
  return { quote: await steps.getQuote(quote.id), token: await linkOf(`/quotes/${quote.id}`) };
}

const look = async (token: string) => bodyOf(await visitor.get<Json>(`/public/${token}`));
const say = (token: string, act: string, body: object = {}) =>
  visitor.post<Json>(`/public/${token}/${act}`, body);
const statusOf = async (id: string) => (await steps.getQuote(id)).status;

/** The types of what a member was told of a record, the newest first. */
async function told(id: string, who = seller): Promise<string[]> {
  await deliverWaiting(server.services, company.orgId, notificationReactions);
  const { items } = bodyOf(await who.api.get<{ items: Json[] }>('/notifications'));
  return items.filter(({ record }) => record?.id === id).map(({ type }) => String(type));
}

describe('the link of a document', () => {
  it('stays the same while it works, is gone once revoked, and is another one then', async () => {
    const { quote, token } = await sent();
    const path = `/quotes/${quote.id}/public-link`;
    assert.equal(await linkOf(`/quotes/${quote.id}`), token);
    const { link } = bodyOf(await seller.api.get<{ link: Json }>(path));
    assert.ok(String(link.url).endsWith(`/p/${token}`));
    assert.deepEqual([link.viewCount, link.firstViewedAt], [0, null]);
    assert.equal(link.expiresAt, '2027-03-10T10:00:00Z');
    assert.equal((await seller.api.delete(path)).status, 204);
    assert.equal(bodyOf(await seller.api.get<Json>(path)).link, null);
    assert.equal((await visitor.get(`/public/${token}`)).status, 404);
    const next = await linkOf(`/quotes/${quote.id}`);
    assert.notEqual(next, token);
    assert.equal((await look(next)).number, quote.number);
    const kept = await rows('select * from parley.public_link where record_id = $1', [quote.id]);
    assert.equal(kept.length, 2);
    assert.ok(!JSON.stringify(kept).includes(token), 'the token is nowhere kept');
  });

  it('answers the same to what was made up, revoked, expired or archived', async () => {
    const { quote, token } = await sent();
    const path = `/quotes/${quote.id}/public-link`;
    const expired = bodyOf(await seller.api.post<Json>(path, { expiresAt: '2026-03-10T11:00:00Z' }), 201).link
      .token;
    assert.equal(expired, token);
    clock.set('2026-03-10T11:00:00Z');
    const flipped = token.slice(0, -1) + (token.endsWith('A') ? 'B' : 'A');
    const answers = await Promise.all(
      [token, flipped, 'nonsense', `${token}x`].map((text) => visitor.get<Json>(`/public/${text}`)),
    );
    for (const { status, body } of answers) {
      assert.deepEqual([status, body.code, body.detail], [404, 'not_found', 'There is no such link.']);
    }
    clock.set('2026-03-10T10:00:00Z');
    assert.equal((await visitor.get(`/public/${token}`)).status, 200);
    const past = await seller.api.post<Json>(path, { expiresAt: '2026-03-10T09:00:00Z' });
    assert.deepEqual([past.status, past.body.errors[0].path], [422, 'expiresAt']);
    bodyOf(await say(token, 'decline'));
    bodyOf(await seller.api.delete(`/quotes/${quote.id}`));
    assert.equal((await visitor.get(`/public/${token}`)).status, 404);
  });

  it('is opened and closed only by whoever may send the record, and never for a draft', async () => {
    const { quote } = await sent();
    const draft = await steps.makeQuote({ accountId });
    const refused = await seller.api.post<Json>(`/quotes/${draft.id}/public-link`, {});
    assert.deepEqual([refused.status, refused.body.code], [409, 'not_shareable']);
    const viewer = await company.addMember('viewer', company.nodes.entity);
    const elsewhere = await company.addMember('sales_manager', company.nodes.otherEntity);
    const stranger = await createTestCompany(server);
    for (const method of ['get', 'post', 'delete'] as const) {
      const path = `/quotes/${quote.id}/public-link`;
      assert.equal((await viewer.api[method](path)).status, 403, `${method} by a viewer`);
      assert.equal((await elsewhere.api[method](path)).status, 404, `${method} from a sibling`);
      assert.equal((await stranger.api[method](path)).status, 404, `${method} from another company`);
    }
  });
});

const document = ['kind', 'title', 'number', 'status', 'language', 'document', 'seller', 'branding'];
const party = ['name', 'taxNumber', 'registrationNumber', 'address'];
const address = ['street', 'city', 'region', 'postalCode', 'country'];
const contents =
  'currency date facts key type value validUntil dueDate overdue customer contactName shippingAddress lines subtotal discountTotal taxTotal total paid balance description terms customerNote texts heading opening closing en ar footer bankDetails';
const lines = 'id lineType description quantity unit unitPrice taxRate discountPercent optional selected net';
const allowed = new Set([
  ...document,
  ...party,
  ...address,
  ...contents.split(' '),
  ...lines.split(' '),
  ...['url', 'sha256', 'email', 'phone', 'website', 'accent', 'logo', 'content', 'decision', 'at', 'comment'],
  ...['changesRequested', 'note', 'can', 'accept', 'decline', 'requestChanges', 'choose'],
]);

function keysOf(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(keysOf);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, member]) => [key, ...keysOf(member)]);
}

describe('what a customer sees', () => {
  it('is their copy and nothing else: neither notes nor costs nor people', async () => {
    const { quote, token } = await sent({
      lines: [
        { ...line, unitCost: '123.45' },
        { lineType: 'heading', description: 'Extras', quantity: 1, unitPrice: 0, taxRate: 0 },
        option,
      ],
      terms: 'Thirty days',
      customerNote: 'With pleasure',
      validUntil: '2026-03-31',
    });
    const page = await look(token);
    assert.deepEqual(
      [...new Set(keysOf(page))].filter((key) => !allowed.has(key)),
      [],
    );
    const text = JSON.stringify(page);
    for (const secret of ['Go down to 800', '123.45', quote.id, seller.id, seller.name, accountId]) {
      assert.ok(!text.includes(secret), secret);
    }
    assert.equal(page.title, 'Website');
    assert.equal(page.status, 'sent');
    const { content } = page;
    assert.equal(content.customer.name, 'Acme');
    assert.deepEqual(
      [content.total, content.validUntil, content.terms],
      ['1190.00', '2026-03-31', 'Thirty days'],
    );
    assert.deepEqual(
      content.lines.map((each: Json) => [each.lineType, each.optional, each.selected, each.net]),
      [
        ['item', false, true, '1000.00'],
        ['heading', false, true, '0.00'],
        ['item', true, false, '200.00'],
      ],
    );
    assert.deepEqual(page.can, { accept: true, decline: true, requestChanges: true, choose: true });
  });

  it('changes nothing by being asked for, however it is asked', async () => {
    const { token } = await sent({ lines: [line, option] });
    const { lines: shown } = (await look(token)).content;
    const before = await digestOf(server.database.adminUrl);
    await look(token);
    await fetch(`${server.url}/api/v1/public/${token}`, { method: 'HEAD' });
    bodyOf(await say(token, 'price', { selected: [shown[1].id] }));
    assert.deepEqual(await digestOf(server.database.adminUrl), before);
  });

  it('is listed, kept and passed on by nobody', async () => {
    const { token } = await sent();
    const answer = await fetch(`${server.url}/api/v1/public/${token}`);
    assert.equal(answer.headers.get('x-robots-tag'), 'noindex, nofollow, noarchive');
    assert.equal(answer.headers.get('referrer-policy'), 'no-referrer');
    assert.equal(answer.headers.get('cache-control'), 'no-store');
    const unknown = await fetch(`${server.url}/api/v1/public/unknown`);
    assert.deepEqual(
      [unknown.status, unknown.headers.get('x-robots-tag')],
      [404, 'noindex, nofollow, noarchive'],
    );
  });

  it('says that a newer version took its place, and shows nothing of either', async () => {
    const { quote, token } = await sent();
    bodyOf(await say(token, 'request-changes', { comment: 'Fewer days', name: 'Cora' }));
    const draft = bodyOf(await seller.api.post<QuoteWire>(`/quotes/${quote.id}/revise`), 201);
    await seller.api.patch(`/quotes/${draft.id}`, { title: 'The second offer' });
    const page = await look(token);
    assert.deepEqual([page.status, page.content, page.document], ['superseded', null, null]);
    assert.equal(page.seller.name, 'Northwind');
    assert.ok(!JSON.stringify(page).includes('second offer'));
    assert.equal((await visitor.get(`/public/${token}/pdf`)).status, 404);
    const late = await say(token, 'accept', { name: 'Cora' });
    assert.deepEqual([late.status, late.body.code], [409, 'illegal_transition']);
    const old = await seller.api.get<Json>(`/quotes/${quote.id}`);
    assert.equal(old.body.changesRequestedAt, null);
  });

  it('of an invoice is what is due and what was paid', async () => {
    const admin = documentsIn(company.api, company.nodes.entity.scope);
    const invoice = await admin.makeInvoice({
      accountId,
      ownerId: company.admin.id,
      internalNote: 'Slow payer',
    });
    const early = await company.api.post<Json>(`/invoices/${invoice.id}/public-link`, {});
    assert.equal(early.body.code, 'not_shareable');
    bodyOf(await admin.issue(invoice.id, { invoiceDate: '2026-03-10', dueDate: '2026-03-20' }));
    const token = await linkOf(`/invoices/${invoice.id}`, company.api);
    bodyOf(await admin.pay(invoice.id, { date: '2026-03-10', amount: '190' }), 201);
    const page = await look(token);
    assert.deepEqual(
      [...new Set(keysOf(page))].filter((key) => !allowed.has(key)),
      [],
    );
    assert.ok(!JSON.stringify(page).includes('Slow payer'));
    const { total, paid, balance, dueDate, overdue } = page.content;
    assert.deepEqual(
      [total, paid, balance, dueDate, overdue],
      ['1190.00', '190.00', '1000.00', '2026-03-20', false],
    );
    assert.equal(page.status, 'partially_paid');
    assert.equal((await say(token, 'accept', { name: 'Cora' })).status, 409);
    assert.equal((await say(token, 'price', { selected: [] })).status, 409);
    assert.equal((await say(token, 'view')).status, 204);
    const seen = bodyOf(await company.api.get<Json>(`/invoices/${invoice.id}/public-link`)).link;
    assert.equal(seen.viewCount, 1);
    assert.equal((await say(token, 'view')).status, 204);
    assert.deepEqual(await told(invoice.id, company.admin), ['invoice_viewed'], 'once, of the first time');
  });
});

describe('viewing', () => {
  it('counts people, moves a sent quote to viewed once, and tells its owner', async () => {
    const { quote, token } = await sent();
    const mail = cookiesOf(
      await api(server.url).post('/auth/sign-in', { email: seller.email, password: seller.password }),
    );
    assert.equal((await api(server.url, mail).post(`/public/${token}/view`)).status, 204);
    const bot = { 'user-agent': 'Mozilla/5.0 (compatible; Slackbot-LinkExpanding 1.0)' };
    assert.equal((await visitor.post(`/public/${token}/view`, undefined, bot)).status, 204);
    assert.equal(await statusOf(quote.id), 'sent');
    assert.equal((await say(token, 'view')).status, 204);
    clock.set('2026-03-10T12:00:00Z');
    assert.equal((await say(token, 'view')).status, 204);
    clock.set('2026-03-10T10:00:00Z');
    const { link } = bodyOf(await seller.api.get<Json>(`/quotes/${quote.id}/public-link`));
    assert.deepEqual(
      [link.viewCount, link.firstViewedAt, link.lastViewedAt],
      [2, '2026-03-10T10:00:00Z', '2026-03-10T12:00:00Z'],
    );
    assert.equal(await statusOf(quote.id), 'viewed');
    assert.deepEqual(await told(quote.id), ['quote_viewed']);
    const [entry] = await rows<{ actor_kind: string; actor_name: string }>(
      `select actor_kind, actor_name from parley.audit_entry where record_id = $1 and action = 'quote.viewed'`,
      [quote.id],
    );
    assert.deepEqual(entry, { actor_kind: 'public', actor_name: 'Acme' });
  });

  it('counts somebody of another company as anybody else', async () => {
    const { quote, token } = await sent();
    const other = (await createTestCompany(server)).admin;
    const session = cookiesOf(
      await api(server.url).post('/auth/sign-in', { email: other.email, password: other.password }),
    );
    assert.equal((await api(server.url, session).post(`/public/${token}/view`)).status, 204);
    assert.equal(await statusOf(quote.id), 'viewed');
  });
});
