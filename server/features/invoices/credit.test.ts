import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { accountEndpoints } from '#features/accounts/endpoints.ts';
import { opportunityEndpoints } from '#features/opportunities/endpoints.ts';
import { quoteEndpoints } from '#features/quotes/endpoints.ts';
import { manualClock } from '#platform/clock/clock.ts';
import { createTestCompany, type TestCompany } from '#test/build/company.ts';
import {
  bodyOf,
  documentsIn,
  fieldCodes,
  type InvoiceWire,
  type PaymentWire,
  type Refusal,
  type TimelineWire,
} from '#test/build/documents.ts';
import { startTestServer, type TestServer } from '#test/build/server.ts';
import { asAdmin } from '#test/build/services.ts';
import { invoiceEndpoints } from './endpoints.ts';

const today = '2026-03-10';
type Credit = Refusal & { id: string; source: string; available: string; used: string; refunded: string };
type Credits = { items: Credit[]; available: { currency: string; amount: string }[] };
type Sums = Record<'invoiced' | 'paid' | 'credited' | 'writtenOff' | 'outstanding', string>;

describe('credit, refunds and write-offs', () => {
  let server: TestServer;
  let company: TestCompany;
  let steps: ReturnType<typeof documentsIn>;
  let accountId: string;

  before(async () => {
    const endpoints = [...accountEndpoints, ...opportunityEndpoints, ...quoteEndpoints, ...invoiceEndpoints];
    server = await startTestServer({ endpoints, clock: manualClock('2026-03-10T10:00:00Z'), role: 'web' });
    company = await createTestCompany(server);
    steps = documentsIn(company.api, company.nodes.entity.scope);
    accountId = await steps.make('/accounts', { name: 'Acme' });
  });
  after(() => server.stop());

  const post = <Body = InvoiceWire>(path: string, body: object = {}, api = company.api) =>
    api.post<Body>(path, body);
  const issued = async (body: object = {}) =>
    bodyOf(await steps.issue((await steps.makeInvoice({ accountId, ...body })).id));
  const pay = async (id: string, amount: string, more: object = {}) =>
    bodyOf(await steps.pay(id, { date: today, amount, ...more }), 201);
  const refund = (id: string, amount: string, more: object = {}) =>
    post<PaymentWire>(`/payments/${id}/refund`, { date: today, amount, method: 'bank_transfer', ...more });
  const refundCredit = (id: string, amount: string) =>
    post<Credit>(`/credits/${id}/refund`, { date: today, amount, method: 'bank_transfer' });
  const credits = async (account = accountId) =>
    bodyOf(await company.api.get<Credits>(`/accounts/${account}/credit`));
  const shown = ({ status, paid, creditUsed, writtenOff, balance }: InvoiceWire) =>
    [status, paid, creditUsed, writtenOff, balance].join(' ');
  const freshAccount = (name: string) => steps.make('/accounts', { name });

  it('keeps what is beyond the balance as credit only when that is meant [R149]', async () => {
    const account = await freshAccount('Overpays');
    const invoice = await issued({ accountId: account });
    const refused = await steps.pay(invoice.id, { date: today, amount: '1200' });
    assert.deepEqual([refused.status, refused.body.code], [409, 'exceeds_balance']);
    const payment = await pay(invoice.id, '1200', { keepAsCredit: true });
    assert.deepEqual(
      [payment.amount, payment.keptAsCredit, payment.invoice.status],
      ['1200.00', '10.00', 'paid'],
    );
    const kept = await credits(account);
    assert.deepEqual(
      kept.available.map(({ amount, currency }) => `${amount} ${currency}`),
      ['10.00 EUR'],
    );
    assert.deepEqual([kept.items[0]?.source, kept.items[0]?.available], ['payment', '10.00']);
    const again = await pay(invoice.id, '5', { keepAsCredit: true });
    assert.deepEqual([again.keptAsCredit, again.invoice.paid], ['5.00', '1190.00']);
    const path = `/invoices/${invoice.id}/timeline`;
    const kinds = bodyOf(await company.api.get<TimelineWire>(path)).items.map(({ kind }) => kind);
    assert.ok(kinds.includes('credit_kept'), kinds.join());
  });

  it('sets credit against another invoice of the same customer, entity and currency, and of no other', async () => {
    const account = await freshAccount('Uses');
    await pay((await issued({ accountId: account })).id, '1290', { keepAsCredit: true });
    const next = await issued({ accountId: account });
    assert.equal((await steps.getInvoice(next.id)).creditAvailable, '100.00');
    const over = await post(`/invoices/${next.id}/apply-credit`, { amount: '100.01' });
    assert.deepEqual([over.status, over.body.code, over.body.balance], [409, 'exceeds_balance', '100.00']);
    const part = bodyOf(await post(`/invoices/${next.id}/apply-credit`, { amount: '40' }));
    assert.equal(shown(part), 'partially_paid 0.00 40.00 0.00 1150.00');
    const rest = bodyOf(await post(`/invoices/${next.id}/apply-credit`));
    assert.equal(shown(rest), 'partially_paid 0.00 100.00 0.00 1090.00');
    const none = await post(`/invoices/${next.id}/apply-credit`);
    assert.deepEqual([none.status, none.body.balance], [409, '0.00']);
    await pay((await issued({ accountId: account })).id, '1200', { keepAsCredit: true });
    for (const elsewhere of [await issued({ accountId: account, currency: 'USD' }), await issued()]) {
      const refused = await post(`/invoices/${elsewhere.id}/apply-credit`);
      assert.deepEqual([refused.status, refused.body.balance], [409, '0.00']);
    }
    const foreign = (await credits(account)).items.find(({ available }) => available !== '0.00');
    const named = await post(`/invoices/${(await issued()).id}/apply-credit`, { creditId: foreign?.id });
    assert.deepEqual(fieldCodes(named.body), ['creditId: not_found']);
  });

  it('refunds a payment, its unused credit first; the rest is due again and nothing is deleted', async () => {
    const account = await freshAccount('Refunded');
    const invoice = await issued({ accountId: account });
    const payment = await pay(invoice.id, '1200', { keepAsCredit: true });
    const first = bodyOf(await refund(payment.id, '8'));
    assert.deepEqual([first.refunded, first.invoice.status, first.amount], ['0.00', 'paid', '1200.00']);
    const second = bodyOf(await refund(payment.id, '102'));
    assert.deepEqual(
      [second.refunded, second.invoice.status, second.invoice.balance],
      ['100.00', 'partially_paid', '100.00'],
    );
    const over = await refund(payment.id, '1090.01');
    assert.deepEqual([over.status, over.body.code, over.body.balance], [409, 'exceeds_balance', '1090.00']);
    assert.equal(bodyOf(await refund(payment.id, '1090')).invoice.status, 'issued');
    assert.deepEqual(fieldCodes((await refund(payment.id, '1', { date: '2026-03-12' })).body), [
      'date: out_of_range',
    ]);
    const entries = bodyOf(
      await company.api.get<{ items: { kind: string; amount: string; fromCredit: string }[] }>(
        `/invoices/${invoice.id}/entries`,
      ),
    );
    assert.deepEqual(
      entries.items.map(({ kind, amount, fromCredit }) => `${kind} ${amount} ${fromCredit}`).sort(),
      ['refund 102.00 2.00', 'refund 1090.00 0.00', 'refund 8.00 8.00'],
    );
    assert.equal((await steps.getInvoice(invoice.id)).abilities.void, true);
    const history = await asAdmin<{ to_status: string }>(
      server.database.adminUrl,
      'select to_status from invoice_status_change where record_id = $1 order by at, id',
      [invoice.id],
    );
    assert.deepEqual(
      history.map(({ to_status }) => to_status),
      ['draft', 'issued', 'paid', 'partially_paid', 'issued'],
    );
  });

  it('pays credit out, and never twice', async () => {
    const account = await freshAccount('Paid out');
    await pay((await issued({ accountId: account })).id, '1200', { keepAsCredit: true });
    const [credit] = (await credits(account)).items;
    assert.deepEqual(
      (({ refunded, available }) => [refunded, available])(bodyOf(await refundCredit(credit!.id, '4'))),
      ['4.00', '6.00'],
    );
    const over = await refundCredit(credit!.id, '6.01');
    assert.deepEqual([over.status, over.body.balance], [409, '6.00']);
    const manager = await company.addMember('sales_manager', company.nodes.entity, 'Mona Manager');
    const forbidden = await post<Credit>(
      `/credits/${credit!.id}/refund`,
      { date: today, amount: '1', method: 'cash' },
      manager.api,
    );
    assert.deepEqual([forbidden.status, forbidden.body.capability], [403, 'accounting.payments.refund']);
  });

  it('writes off what a customer will not pay, for a reason, and takes it back', async () => {
    const invoice = await issued();
    const silent = await post(`/invoices/${invoice.id}/write-off`);
    assert.deepEqual(fieldCodes(silent.body), ['reason: required']);
    await pay(invoice.id, '190');
    const part = bodyOf(await post(`/invoices/${invoice.id}/write-off`, { reason: 'Bank fee', amount: '1' }));
    assert.equal(shown(part), 'partially_paid 190.00 0.00 1.00 999.00');
    const gone = bodyOf(await post(`/invoices/${invoice.id}/write-off`, { reason: 'Insolvent' }));
    assert.equal(shown(gone), 'paid 190.00 0.00 1000.00 0.00');
    assert.deepEqual([gone.abilities.writeOff, gone.abilities.reverseWriteOff], [false, true]);
    const twice = await post(`/invoices/${invoice.id}/write-off`, { reason: 'Insolvent' });
    assert.equal(twice.body.code, 'exceeds_balance');
    const back = bodyOf(await post(`/invoices/${invoice.id}/reverse-write-off`, { reason: 'They paid' }));
    assert.equal(shown(back), 'partially_paid 190.00 0.00 0.00 1000.00');
    const nothing = await post(`/invoices/${invoice.id}/reverse-write-off`, { reason: 'Again' });
    assert.equal(nothing.body.code, 'exceeds_balance');
    const voided = await post(`/invoices/${(await issued()).id}/void`, { reason: 'Typo' });
    assert.equal((await post(`/invoices/${voided.body.id}/write-off`, { reason: 'x' })).status, 409);
  });

  it('cannot be voided while anything has settled a part of it', async () => {
    const invoice = await issued();
    bodyOf(await post(`/invoices/${invoice.id}/write-off`, { reason: 'Bank fee', amount: '1' }));
    const refused = await post(`/invoices/${invoice.id}/void`, { reason: 'Typo' });
    assert.deepEqual([refused.status, refused.body.code], [409, 'illegal_transition']);
    assert.ok(!refused.body.allowed.includes('void'));
  });

  it('tells a salesperson how the deal is paid, and nothing of its invoices [R150]', async () => {
    const seller = await company.addMember('sales_representative', company.nodes.entity, 'Sara Seller');
    const opportunityId = await steps.make('/opportunities', { name: 'Deal', accountId, ownerId: seller.id });
    const invoice = await issued({ opportunityId });
    await issued({ opportunityId });
    await pay(invoice.id, '190');
    bodyOf(await post(`/invoices/${invoice.id}/write-off`, { reason: 'Gone', amount: '100' }));
    const sums = async (api = seller.api) =>
      (await api.get<{ items: Sums[] }>(`/opportunities/${opportunityId}/receivables`)).body.items;
    const [sum] = await sums();
    assert.deepEqual(
      [sum?.invoiced, sum?.paid, sum?.credited, sum?.writtenOff, sum?.outstanding],
      ['2380.00', '190.00', '0.00', '100.00', '2090.00'],
    );
    assert.equal((await seller.api.get(`/invoices/${invoice.id}`)).status, 404);
    const other = await company.addMember('sales_representative', company.nodes.entity, 'Otto Other');
    const path = `/opportunities/${opportunityId}/receivables`;
    assert.equal((await other.api.get(path)).status, 404, 'not their deal');
  });

  describe('a hundred at once', () => {
    const hundred = <T>(run: () => Promise<T>) => Promise.all(Array.from({ length: 100 }, run));
    const done = (answers: readonly { status: number }[]) =>
      answers.filter(({ status }) => status < 300).length;

    it('refunds come to what was paid and no more', async () => {
      const invoice = await issued();
      const payment = await pay(invoice.id, '55');
      const answers = await hundred(() => refund(payment.id, '10'));
      assert.equal(done(answers), 5);
      const after = await steps.getInvoice(invoice.id);
      assert.deepEqual([after.paid, after.status], ['5.00', 'partially_paid']);
    });

    it('credit is used once, over two invoices and refunds together', async () => {
      const account = await freshAccount('Busy');
      await pay((await issued({ accountId: account })).id, '1245', { keepAsCredit: true });
      const [credit] = (await credits(account)).items;
      const [one, two] = [await issued({ accountId: account }), await issued({ accountId: account })];
      let turn = 0;
      const answers = await hundred((): Promise<{ status: number }> => {
        turn += 1;
        if (turn % 3 === 0) return refundCredit(credit!.id, '10');
        return post(`/invoices/${turn % 3 === 1 ? one.id : two.id}/apply-credit`, { amount: '10' });
      });
      assert.equal(done(answers), 5);
      const [left] = (await credits(account)).items;
      assert.equal(left?.available, '5.00');
      const used = [await steps.getInvoice(one.id), await steps.getInvoice(two.id)];
      const sum = used.reduce((all, { creditUsed }) => all + Number(creditUsed), 0);
      assert.equal(sum, Number(left?.used));
    });

    it('an invoice is written off once', async () => {
      const invoice = await issued();
      assert.equal(done(await hundred(() => post(`/invoices/${invoice.id}/write-off`, { reason: 'x' }))), 1);
      assert.equal((await steps.getInvoice(invoice.id)).writtenOff, '1190.00');
    });
  });
});
