import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import fc from 'fast-check';
import { formatMinor, toMinor } from '#domain/money.ts';
import { presentPricing, priceDocument } from '#domain/pricing.ts';
import { type Api, api, type Json } from '#test/build/api.ts';
import { createTestCompany, type TestCompany } from '#test/build/company.ts';
import {
  bodyOf,
  documentsIn,
  type InvoiceWire,
  type OrderWire,
  type QuoteWire,
} from '#test/build/documents.ts';
import { paperOf, printed, type Sums, sumsOf } from '#test/build/paper.ts';
import { startWholeServer, type WholeServer } from './whole-server.ts';

const today = '2026-03-02';

const ok = (answer: { status: number; body: Json }): Json => {
  assert.ok(answer.status < 300, JSON.stringify(answer.body));
  return answer.body;
};

describe('one total everywhere', () => {
  let server: WholeServer;
  let visitor: Api;
  let company: TestCompany;
  let steps: ReturnType<typeof documentsIn>;
  let accountId: string;

  before(async () => {
    server = await startWholeServer(`${today}T08:00:00Z`);
    visitor = api(server.url);
    company = await createTestCompany(server);
    steps = documentsIn(company.api, company.nodes.entity.scope);
    accountId = await steps.make('/accounts', { name: 'Acme' });
  });
  after(() => server?.stop());

  const decimal = (most: number, decimals: number) =>
    fc
      .tuple(fc.integer({ min: 0, max: most }), fc.integer({ min: 1, max: 10 ** decimals - 1 }))
      .map(([whole, part]) => `${whole}.${String(part).padStart(decimals, '0')}`);
  const item = fc.record({
    description: fc.constantFrom('Desk', 'مكتب', 'Lamp'),
    quantity: decimal(40, 3),
    unitPrice: decimal(3_000, 4),
    taxRate: fc.constantFrom('0', '7', '16', '19', '8.25'),
    discountPercent: fc.constantFrom('0', '0', '12.5', '33.3333'),
  });
  const drawn = fc.record({
    currency: fc.constantFrom('EUR', 'JPY', 'JOD'),
    items: fc.array(item, { minLength: 1, maxLength: 4 }),
    options: fc.array(fc.record({ item, wanted: fc.boolean() }), { maxLength: 2 }),
    discount: fc.constantFrom(
      { discountType: 'none' as const, discountValue: '0' },
      { discountType: 'percent' as const, discountValue: '3.33' },
      { discountType: 'percent' as const, discountValue: '12.5' },
    ),
    /** In hundredths of each line that are delivered, and of each balance that is paid, before the rest. */
    parts: fc.tuple(fc.integer({ min: 1, max: 99 }), fc.integer({ min: 1, max: 99 })),
    language: fc.constantFrom('en', 'ar', 'both'),
  });
  type Drawn = typeof drawn extends fc.Arbitrary<infer Value> ? Value : never;

  const get = async <Body = Json>(path: string) => bodyOf(await company.api.get<Body>(path));
  const added = (all: readonly Sums[], currency: string): Sums => {
    const sum = (name: keyof Sums) =>
      formatMinor(
        all.reduce((minor, one) => minor + toMinor(one[name], currency), 0n),
        currency,
      );
    return {
      ...{ subtotal: sum('subtotal'), discountTotal: sum('discountTotal') },
      ...{ taxTotal: sum('taxTotal'), total: sum('total') },
    };
  };
  async function assertOnPaper(path: string, currency: string, { total }: { total: string }): Promise<void> {
    const text = await paperOf(server.url, path, company.apiKey);
    assert.ok(text.includes(`${currency} ${printed(total)}`), `${path}: ${currency} ${total} in ${text}`);
  }

  /** What the editor computes in the browser. */
  function computed({ currency, items, options, discount }: Drawn, wanted: (at: number) => boolean): Sums {
    const lines = [...items, ...options.map((one, at) => ({ ...one.item, selected: wanted(at) }))];
    const result = priceDocument({ currency, lines, ...discount });
    assert.ok(result.ok);
    return sumsOf(presentPricing(result.pricing));
  }

  async function accepted(
    { options, ...rest }: Drawn,
    sums: { open: Sums; chosen: Sums },
  ): Promise<QuoteWire> {
    const { currency, items, discount, language } = rest;
    const lines = [...items, ...options.map((one) => ({ ...one.item, optional: true, selected: false }))];
    const priced = { currency, lines, ...discount };
    assert.deepEqual(sumsOf(ok(await company.api.post('/quotes/price', priced))), sums.open, 'price');
    const quote = await steps.makeQuote({ accountId, language, ...priced });
    assert.deepEqual(sumsOf(quote), sums.open, 'quote');
    const { publicUrl } = ok(await company.api.post(`/quotes/${quote.id}/send`, {}));
    const path = `/public/${String(publicUrl).split('/p/')[1]}`;
    assert.deepEqual(sumsOf(bodyOf(await visitor.get<Json>(path)).content), sums.open, 'public page');
    await assertOnPaper(`/quotes/${quote.id}/pdf`, currency, sums.open);
    const selected = quote.lines.flatMap(({ id, optional }, at) =>
      optional && options[at - items.length]?.wanted ? [id] : [],
    );
    assert.deepEqual(sumsOf(ok(await visitor.post(`${path}/price`, { selected }))), sums.chosen, 'choice');
    const page = ok(await visitor.post<Json>(`${path}/accept`, { name: 'Cora', selected }));
    assert.deepEqual(sumsOf(page.content), sums.chosen, 'public page afterwards');
    const now = await steps.getQuote(quote.id);
    assert.deepEqual(sumsOf(now), sums.chosen, 'accepted quote');
    await assertOnPaper(`/quotes/${quote.id}/pdf`, currency, sums.chosen);
    return now;
  }

  /** The order of it, and its invoices: of a part that was delivered, and of the rest. */
  async function invoiced(quoteId: string, share: number, sums: Sums): Promise<InvoiceWire[]> {
    const { order } = ok(await steps.convertToOrder(quoteId));
    assert.deepEqual(sumsOf(order), sums, 'order');
    ok(await steps.confirmOrder(order.id));
    const part = (quantity: string) => formatMinor((toMinor(quantity, 'JOD') * BigInt(share)) / 100n, 'JOD');
    const lines = (order as OrderWire).lines
      .map(({ id, quantity }) => ({ lineId: id, quantity: part(quantity) }))
      .filter(({ quantity }) => quantity !== '0.000');
    const invoices: InvoiceWire[] = [];
    if (lines.length > 0) {
      ok(await steps.fulfilOrder(order.id, { lines }));
      invoices.push(ok(await steps.invoiceOrder(order.id, { part: 'fulfilled' })).invoice);
    }
    if ((await steps.getOrder(order.id)).invoicing !== 'all')
      invoices.push(ok(await steps.invoiceOrder(order.id, { part: 'all' })).invoice);
    return invoices;
  }

  /** Pays an invoice in two parts; returns what was paid. */
  async function paid(id: string, share: number, currency: string): Promise<bigint> {
    for (const hundredths of [BigInt(share), 100n]) {
      const due = toMinor((await steps.getInvoice(id)).balance, currency);
      const minor = (due * hundredths) / 100n;
      if (minor > 0n) ok(await steps.pay(id, { date: today, amount: formatMinor(minor, currency) }));
    }
    const { status, balance } = await steps.getInvoice(id);
    assert.deepEqual([status, toMinor(balance, currency)], ['paid', 0n]);
    const { items } = await get(`/invoices/${id}/payments`);
    return items.reduce((sum: bigint, { amount }: Json) => sum + toMinor(amount, currency), 0n);
  }

  async function check(given: Drawn): Promise<void> {
    const { currency, options, parts } = given;
    const sums = computed(given, (at) => options[at]?.wanted === true);
    const quote = await accepted(given, { open: computed(given, () => false), chosen: sums });
    const drafts = await invoiced(quote.id, parts[0], sums);
    assert.deepEqual(added(drafts, currency), sums, 'invoices');
    const notes: Sums[] = [];
    let money = 0n;
    for (const { id, ...draft } of drafts) {
      const issued = bodyOf(await steps.issue(id));
      assert.deepEqual(sumsOf(issued), sumsOf(draft as Sums), 'issued');
      await assertOnPaper(`/invoices/${id}/pdf`, currency, issued);
      money += await paid(id, parts[1], currency);
      if (toMinor(issued.total, currency) === 0n) continue;
      const note = ok(await company.api.post(`/invoices/${id}/credit`, { reason: 'Returned', whole: true }));
      notes.push(ok(await company.api.post(`/credit-notes/${note.id}/issue`)));
      await assertOnPaper(`/credit-notes/${note.id}/pdf`, currency, issued);
    }
    assert.equal(formatMinor(money, currency), sums.total, 'payments');
    assert.equal(added(notes, currency).total, sums.total, 'credit notes');
    if (notes.length === drafts.length) assert.deepEqual(added(notes, currency), sums, 'credit notes');
  }

  test('editor, API, PDF, public page, order, invoices, credit notes and payments agree to the minor unit [pain 24]', async () => {
    await fc.assert(fc.asyncProperty(drawn, check), { numRuns: 7 });
  });
});
