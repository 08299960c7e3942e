import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { accountEndpoints } from '#features/accounts/endpoints.ts';
import { contactEndpoints } from '#features/contacts/endpoints.ts';
import { opportunityEndpoints } from '#features/opportunities/endpoints.ts';
import { quoteEndpoints } from '#features/quotes/endpoints.ts';
import { type ManualClock, manualClock } from '#platform/clock/clock.ts';
import type { Api } from '#test/build/api.ts';
import { createTestCompany, type TestCompany } from '#test/build/company.ts';
import {
  bodyOf,
  consulting,
  documentsIn,
  fieldCodes,
  type InvoiceWire,
  type PaymentWire,
  type TimelineWire,
} from '#test/build/documents.ts';
import { startTestServer, type TestServer } from '#test/build/server.ts';
import { asAdmin } from '#test/build/services.ts';
import { invoiceEndpoints } from './endpoints.ts';

type List<Item> = { items: Item[]; total: { value: number } };

describe('invoices and payments', () => {
  let server: TestServer;
  let company: TestCompany;
  let api: Api;
  let clock: ManualClock;
  let accountId: string;
  let steps: ReturnType<typeof documentsIn>;

  before(async () => {
    clock = manualClock('2026-03-10T10:00:00Z');
    const documents = [...quoteEndpoints, ...invoiceEndpoints];
    const endpoints = [...accountEndpoints, ...contactEndpoints, ...opportunityEndpoints, ...documents];
    server = await startTestServer({ endpoints, clock, role: 'web' });
    company = await createTestCompany(server);
    api = company.api;
    steps = documentsIn(api, company.nodes.entity.scope);
    accountId = await steps.make('/accounts', { name: 'Acme', taxNumber: 'DE1', address: { city: 'Bonn' } });
  });
  after(() => server.stop());

  const invoice = (body: object = {}) => steps.makeInvoice({ accountId, ...body });
  const issued = async (body: object = {}) => bodyOf(await steps.issue((await invoice(body)).id));
  const today = '2026-03-10';
  const pay = (id: string, amount: string, more: object = {}) =>
    steps.pay(id, { date: today, amount, ...more });
  const timeline = async (path: string) => bodyOf(await api.get<TimelineWire>(`${path}/timeline`)).items;

  it('a salesperson quotes, an accountant invoices, the customer pays [R2] [R116] [R118] [R149] [R150]', async () => {
    const contactId = await steps.make('/contacts', { firstName: 'Lina', accountId });
    const opportunityId = await steps.make('/opportunities', { name: 'Deal', accountId, contactId });
    const quote = await steps.acceptedQuote({ opportunityId, discountType: 'percent', discountValue: '10' });
    assert.deepEqual([quote.invoice, quote.abilities.convert], [null, true]);
    const accountant = await company.addMember('accountant', company.nodes.entity, 'Alia Accountant');
    const books = documentsIn(accountant.api, company.nodes.entity.scope);
    const { invoice: draft } = bodyOf(await books.convert(quote.id));
    const links = [draft.accountId, draft.contactId, draft.opportunityId, draft.quoteId, draft.ownerId];
    assert.deepEqual(links, [accountId, contactId, opportunityId, quote.id, quote.ownerId]);
    assert.deepEqual([draft.status, draft.number, draft.entityId], ['draft', null, company.nodes.entity.id]);
    // A line of the invoice is another one than that of the quote, and says what it was sold as.
    const withoutIds = (lines: readonly { id?: string; sourceId: string | null }[]) =>
      lines.map(({ id: _, sourceId: __, ...line }) => line);
    assert.deepEqual(withoutIds(draft.lines), withoutIds(quote.lines));
    assert.deepEqual(
      [draft.subtotal, draft.discountTotal, draft.taxTotal, draft.total, draft.balance],
      ['1000.00', '100.00', '171.00', '1071.00', '1071.00'],
    );
    const open = bodyOf(await books.issue(draft.id));
    assert.match(open.number, /^INV-2026-\d{5}$/);
    assert.deepEqual([open.status, open.invoiceDate, open.displayName], ['issued', today, open.number]);
    assert.deepEqual([open.customer?.name, open.seller?.name], ['Acme', 'Northwind']);
    const first = bodyOf(await books.pay(draft.id, { date: today, amount: '71', reference: 'SEPA' }), 201);
    assert.deepEqual(
      [first.amount, first.invoice.status, first.invoice.balance],
      ['71.00', 'partially_paid', '1000.00'],
    );
    bodyOf(await books.pay(draft.id, { date: today, amount: '1000.00' }), 201);
    const paid = await steps.getInvoice(draft.id);
    assert.deepEqual([paid.status, paid.paid, paid.balance], ['paid', '1071.00', '0.00']);
    const seen = await steps.getQuote(quote.id);
    assert.deepEqual(seen.invoice, {
      id: draft.id,
      number: open.number,
      status: 'paid',
      total: '1071.00',
      paid: '1071.00',
      balance: '0.00',
    });
    assert.equal(seen.abilities.convert, false);
    const kinds = (await timeline(`/invoices/${draft.id}`)).map(({ kind }) => kind);
    assert.deepEqual(kinds, ['paid', 'partially_paid', 'issued', 'created']);
    assert.equal((await timeline(`/quotes/${quote.id}`))[0]?.kind, 'invoiced');
    const history = await asAdmin<{ to_status: string }>(
      server.database.adminUrl,
      'select to_status from invoice_status_change where record_id = $1 order by id',
      [draft.id],
    );
    assert.deepEqual(
      history.map((row) => row.to_status),
      ['draft', 'issued', 'partially_paid', 'paid'],
    );
    const events = await asAdmin<{ type: string }>(
      server.database.adminUrl,
      `select type from outbox where record_id = any ($1) or payload->>'invoiceId' = $2 order by id`,
      [[draft.id, quote.id], draft.id],
    );
    const types = new Set(events.map(({ type }) => type));
    for (const type of [
      'quote.invoiced',
      'invoice.created',
      'invoice.issued',
      'payment.recorded',
      'invoice.paid',
    ])
      assert.ok(types.has(type), type);
  });

  it('converts an accepted quote only, with an account and in a named entity [R116]', async () => {
    const { id } = await steps.makeQuote({ accountId });
    const early = await steps.convert(id);
    assert.deepEqual([early.status, early.body.code, early.body.from], [409, 'illegal_transition', 'draft']);
    const nobody = await steps.convert((await steps.acceptedQuote()).id);
    assert.deepEqual([nobody.status, fieldCodes(nobody.body)], [422, ['accountId: required']]);
    const elsewhere = await steps.convert((await steps.acceptedQuote({ accountId })).id, {
      entityId: company.nodes.otherEntity.id,
    });
    assert.deepEqual([elsewhere.status, fieldCodes(elsewhere.body)], [422, ['entityId: other_scope']]);
    const above = documentsIn(api, company.nodes.root.scope);
    const whole = await above.acceptedQuote({ accountId });
    assert.deepEqual(fieldCodes((await steps.convert(whole.id)).body), ['entityId: required']);
    const sibling = await steps.convert(whole.id, { entityId: company.nodes.otherEntity.id });
    assert.deepEqual(fieldCodes(sibling.body), ['accountId: other_scope']);
    const { invoice: made } = bodyOf(await steps.convert(whole.id, { entityId: company.nodes.entity.id }));
    assert.deepEqual(made.scope, company.nodes.entity.scope);
  });

  it('needs both capabilities and the Accounting module [R11]', async () => {
    const quote = await steps.acceptedQuote({ accountId });
    const seller = await company.addMember('sales_representative', company.nodes.entity);
    bodyOf(await documentsIn(seller.api, company.nodes.entity.scope).convert(quote.id), 404);
    const viewer = await company.addMember('viewer', company.nodes.entity, 'Vera Viewer');
    const refused = await documentsIn(viewer.api, company.nodes.entity.scope).convert(quote.id);
    assert.deepEqual([refused.status, refused.body.capability], [403, 'crm.quotes.convert']);
    const selling = documentsIn(seller.api, company.nodes.entity.scope);
    const own = await selling.acceptedQuote({ accountId, ownerId: seller.id });
    const half = await selling.convert(own.id);
    assert.deepEqual([half.status, half.body.capability], [403, 'accounting.invoices.create']);
    const closed = await createTestCompany(server, { name: 'Without books' });
    const theirs = documentsIn(closed.api, closed.nodes.entity.scope);
    const theirAccount = await theirs.make('/accounts', { name: 'Acme' });
    const { id } = await theirs.acceptedQuote({ accountId: theirAccount });
    await asAdmin(
      server.database.adminUrl,
      `with off as (update organisation_module set enabled = false where org_id = $1 and module = 'accounting')
       update organisation set access_version = access_version + 1 where org_id = $1`,
      [closed.orgId],
    );
    const disabled = await theirs.convert(id);
    assert.deepEqual([disabled.status, disabled.body.code], [403, 'module_disabled']);
    assert.equal((await steps.convert(id)).status, 404, "another company's quote");
  });

  it('still converts when contact, deal and owner are gone by now, but not without the account', async () => {
    const contactId = await steps.make('/contacts', { firstName: 'Gone', accountId });
    const otherAccount = await steps.make('/accounts', { name: 'Archived' });
    const [one, two] = [
      await steps.acceptedQuote({ accountId, contactId }),
      await steps.acceptedQuote({ accountId: otherAccount }),
    ];
    const archive = (table: string, id: string) =>
      asAdmin(server.database.adminUrl, `update ${table} set archived_at = now() where id = $1`, [id]);
    await archive('contact', contactId);
    await archive('account', otherAccount);
    assert.equal(bodyOf(await steps.convert(one.id)).invoice.contactId, contactId);
    assert.deepEqual(fieldCodes((await steps.convert(two.id)).body), ['accountId: inactive']);
  });

  it('is edited as a draft only, and takes terms and dates [R148]', async () => {
    const draft = await invoice({ reference: 'PO 7', lines: [] });
    assert.deepEqual(fieldCodes((await steps.issue(draft.id)).body), ['lines: too_few']);
    const path = `/invoices/${draft.id}`;
    const early = await api.patch<InvoiceWire>(path, { invoiceDate: '2026-03-05', dueDate: '2026-03-04' });
    assert.deepEqual([early.status, fieldCodes(early.body)], [422, ['dueDate: before_start']]);
    const term = await api.patch<InvoiceWire>(path, { paymentTermId: draft.id });
    assert.deepEqual([term.status, fieldCodes(term.body)], [422, ['paymentTermId: not_found']]);
    bodyOf(await api.patch(path, { lines: [consulting], invoiceDate: '2026-03-05', dueDate: '2026-03-20' }));
    const wrong = await steps.issue(draft.id, { invoiceDate: '2026-03-21' });
    assert.deepEqual([wrong.status, fieldCodes(wrong.body)], [422, ['dueDate: before_start']]);
    const open = bodyOf(await steps.issue(draft.id));
    assert.deepEqual([open.invoiceDate, open.dueDate], ['2026-03-05', '2026-03-20']);
    for (const refused of [
      await api.patch<InvoiceWire>(path, { reference: 'x' }),
      await api.delete<InvoiceWire>(path),
    ])
      assert.deepEqual([refused.status, refused.body.code], [409, 'not_editable']);
    const again = await steps.issue(draft.id);
    assert.deepEqual([again.status, again.body.code, again.body.from], [409, 'illegal_transition', 'issued']);
    const removed = await invoice();
    assert.equal((await api.delete(`/invoices/${removed.id}`)).status, 200);
    assert.equal((await steps.issue(removed.id)).body.code, 'archived');
  });

  it('is due by the payment term of its account, or by the usual one', async () => {
    const term = async (name: string, days: number, isDefault = false) => {
      await asAdmin(
        server.database.adminUrl,
        `insert into payment_term (org_id, id, name, days, is_default, created_at, updated_at)
         values ($1, gen_random_uuid(), $2, $3, $4, now(), now())`,
        [company.orgId, name, days, isDefault],
      );
      const [row] = await asAdmin<{ id: string }>(
        server.database.adminUrl,
        'select id from payment_term where org_id = $1 and name = $2',
        [company.orgId, name],
      );
      return row!.id;
    };
    const paymentTermId = await term('Sixty', 60);
    await asAdmin(server.database.adminUrl, 'update payment_term set is_default = false where org_id = $1', [
      company.orgId,
    ]);
    const none = await issued();
    assert.deepEqual([none.paymentTermId, none.dueDate], [null, today]);
    const usual = await term('Usual', 14, true);
    const byDefault = await issued();
    assert.deepEqual([byDefault.paymentTermId, byDefault.dueDate], [usual, '2026-03-24']);
    const theirs = await steps.make('/accounts', { name: 'Slow', paymentTermId });
    const slow = bodyOf(await steps.convert((await steps.acceptedQuote({ accountId: theirs })).id)).invoice;
    assert.equal(slow.paymentTermId, paymentTermId);
    assert.equal(bodyOf(await steps.issue(slow.id, { invoiceDate: '2026-02-01' })).dueDate, '2026-04-02');
  });

  it('belongs to an entity: above all of them a scope must name one', async () => {
    const root = await api.post<InvoiceWire>('/invoices', { accountId, scope: company.nodes.root.scope });
    assert.deepEqual([root.status, fieldCodes(root.body)], [422, ['scope.entityId: required']]);
    const draft = await invoice();
    const moved = await api.patch<InvoiceWire>(`/invoices/${draft.id}`, {
      scope: company.nodes.branch.scope,
    });
    assert.deepEqual([moved.status, moved.body.entityId], [200, company.nodes.entity.id]);
    const sibling = await api.patch<InvoiceWire>(`/invoices/${draft.id}`, {
      scope: company.nodes.otherEntity.scope,
    });
    assert.deepEqual([sibling.status, fieldCodes(sibling.body)], [422, ['accountId: other_scope']]);
  });

  it('keeps the parties as they were when it was issued', async () => {
    const id = await steps.make('/accounts', { name: 'Before', taxNumber: 'DE7' });
    const open = await issued({ accountId: id });
    bodyOf(await api.patch(`/accounts/${id}`, { name: 'After', taxNumber: 'DE8' }));
    const later = await steps.getInvoice(open.id);
    assert.deepEqual([later.customer?.name, later.customer?.taxNumber], ['Before', 'DE7']);
  });

  it('over nothing is paid at once', async () => {
    const open = await issued({ lines: [{ ...consulting, unitPrice: 0 }] });
    assert.deepEqual([open.status, open.total, open.balance], ['paid', '0.00', '0.00']);
  });

  it('is voided for a reason while nothing is paid', async () => {
    const open = await issued();
    const path = `/invoices/${open.id}/void`;
    const silent = await api.post<InvoiceWire>(path, {});
    assert.deepEqual([silent.status, fieldCodes(silent.body)], [422, ['reason: required']]);
    const done = bodyOf(await api.post<InvoiceWire & { voidReason: string }>(path, { reason: 'Typo' }));
    assert.deepEqual(
      [done.status, done.number, done.voidReason, done.balance],
      ['void', open.number, 'Typo', '0.00'],
    );
    assert.equal((await pay(open.id, '1')).body.code, 'illegal_transition');
    const paid = await issued();
    bodyOf(await pay(paid.id, '1'), 201);
    const late = await api.post<InvoiceWire>(`/invoices/${paid.id}/void`, { reason: 'Typo' });
    assert.deepEqual(
      [late.status, late.body.code, late.body.allowed],
      [409, 'illegal_transition', ['paid', 'issued']],
    );
    const draft = await invoice();
    assert.equal((await api.post(`/invoices/${draft.id}/void`, { reason: 'Typo' })).status, 409);
  });

  it('takes no payment beyond what is due, in other decimals, or from the day after tomorrow', async () => {
    const draft = await invoice();
    assert.equal((await pay(draft.id, '1')).body.code, 'illegal_transition');
    bodyOf(await steps.issue(draft.id));
    const over = await pay(draft.id, '1190.01');
    assert.deepEqual(
      [over.status, over.body.code, over.body.balance, fieldCodes(over.body)],
      [409, 'exceeds_balance', '1190.00', ['amount: exceeds_balance']],
    );
    assert.deepEqual(fieldCodes((await pay(draft.id, '1.005')).body), ['amount: too_many_decimals']);
    assert.deepEqual(fieldCodes((await pay(draft.id, '0')).body), ['amount: out_of_range']);
    assert.deepEqual(fieldCodes((await pay(draft.id, '1', { date: '2026-03-12' })).body), [
      'date: out_of_range',
    ]);
    bodyOf(await pay(draft.id, '1', { date: '2026-03-11' }), 201);
    bodyOf(await pay(draft.id, '1189'), 201);
    const more = await pay(draft.id, '0.01');
    assert.deepEqual([more.status, more.body.balance], [409, '0.00']);
  });

  it('lists payments of an invoice and of the company, and lets nobody change one', async () => {
    const open = await issued();
    for (const amount of ['10', '20']) bodyOf(await pay(open.id, amount), 201);
    const own = bodyOf(await api.get<List<PaymentWire>>(`/invoices/${open.id}/payments`));
    assert.deepEqual(own.items.map(({ amount }) => amount).sort(), ['10.00', '20.00']);
    assert.equal(own.total.value, 2);
    const all = bodyOf(await api.get<List<PaymentWire>>(`/payments?invoiceId=${open.id}&sort=-date&limit=1`));
    assert.equal(all.items.length, 1);
    assert.deepEqual(all.items[0]?.abilities, { refund: true });
    const id = all.items[0]!.id;
    assert.equal(bodyOf(await api.get<PaymentWire>(`/payments/${id}`)).invoiceId, open.id);
    assert.equal((await api.patch(`/payments/${id}`, { amount: 1 })).status, 405);
    assert.equal((await api.delete(`/payments/${id}`)).status, 405);
    const csv = await api.get<string>(`/payments/export.csv?invoiceId=${open.id}`);
    assert.equal(String(csv.body).trim().split('\n').length, 3);
    const seller = await company.addMember('sales_representative', company.nodes.entity, 'Sara Seller');
    assert.equal((await seller.api.get(`/invoices/${open.id}/payments`)).status, 403);
    assert.equal((await api.get('/payments?q=x')).status, 422);
  });

  it('is overdue after its due date in the time zone of its entity, in answers and in lists alike', async () => {
    clock.set('2026-05-10T10:00:00Z');
    const there = documentsIn(api, company.nodes.otherEntity.scope);
    const theirs = await there.make('/accounts', { name: 'Amman' });
    const dates = { invoiceDate: '2026-05-10', dueDate: '2026-05-10' };
    const [late, here, paid, draft] = [
      await there.makeInvoice({ accountId: theirs }),
      await invoice(),
      await invoice(),
      await invoice(dates),
    ];
    for (const { id } of [late, here, paid]) bodyOf(await steps.issue(id, dates));
    bodyOf(await steps.pay(paid.id, { date: '2026-05-10', amount: '1190' }), 201);
    const ids = [late, here, paid, draft].map(({ id }) => id);
    const overdue = async () => {
      const shown = await Promise.all(ids.map(async (id) => (await steps.getInvoice(id)).overdue));
      const list = bodyOf(await api.get<List<InvoiceWire>>('/invoices?overdue=true&limit=200'));
      const rest = bodyOf(await api.get<List<InvoiceWire>>('/invoices?overdue=false&limit=200'));
      const listed = ids.map((id) => list.items.some((item) => item.id === id));
      assert.deepEqual(
        ids.map((id) => !rest.items.some((item) => item.id === id)),
        listed,
      );
      assert.deepEqual(shown, listed);
      return shown;
    };
    assert.deepEqual(await overdue(), [false, false, false, false]);
    // The tenth has ended in Amman and not yet in Berlin.
    clock.set('2026-05-10T21:30:00Z');
    assert.deepEqual(await overdue(), [true, false, false, false]);
    clock.set('2026-05-10T22:00:00Z');
    assert.deepEqual(await overdue(), [true, true, false, false]);
    const sorted = bodyOf(
      await api.get<List<InvoiceWire>>('/invoices?sort=dueDate&status=issued,partially_paid'),
    );
    const due = sorted.items.map(({ dueDate }) => dueDate ?? '');
    assert.deepEqual(due, [...due].sort());
    clock.set('2026-03-10T10:00:00Z');
  });

  it('is out of sight of the other entity, and each step asks for its capability', async () => {
    const { id } = await invoice();
    const sibling = await company.addMember('accountant', company.nodes.otherEntity, 'Omar Other');
    const manager = await company.addMember('sales_manager', company.nodes.entity, 'Mona Manager');
    const bodies = { issue: {}, void: { reason: 'x' }, payments: { date: today, amount: 1, method: 'cash' } };
    const needs = {
      issue: 'accounting.invoices.issue',
      void: 'accounting.invoices.void',
      payments: 'accounting.payments.create',
    };
    for (const step of ['issue', 'void', 'payments'] as const) {
      const path = `/invoices/${id}/${step}`;
      assert.equal((await sibling.api.post(path, bodies[step])).status, 404);
      const refused = await manager.api.post<InvoiceWire>(path, bodies[step]);
      assert.deepEqual([refused.status, refused.body.capability], [403, needs[step]]);
    }
    const stale = await steps.issue(id, {}, { 'if-match': '"9"' });
    assert.deepEqual([stale.status, stale.body.code], [412, 'stale_version']);
  });

  it('is found by its number once it has one', async () => {
    const open = await issued({ title: 'Searchable widgets' });
    for (const q of [open.number, 'searchable'])
      assert.equal(bodyOf(await api.get<List<InvoiceWire>>(`/invoices?q=${q}`)).items[0]?.id, open.id);
  });
});
