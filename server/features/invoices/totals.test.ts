import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import fc from 'fast-check';
import { currencyExponent } from '#domain/currencies.ts';
import { formatMinor, formatScaled, toMinor } from '#domain/money.ts';
import { accountEndpoints } from '#features/accounts/endpoints.ts';
import { quoteEndpoints } from '#features/quotes/endpoints.ts';
import { createTestCompany } from '#test/build/company.ts';
import { bodyOf, documentsIn, type QuoteWire } from '#test/build/documents.ts';
import { startTestServer, type TestServer } from '#test/build/server.ts';
import { invoiceEndpoints } from './endpoints.ts';

const date = new Date().toISOString().slice(0, 10);
const decimal = (most: number) =>
  fc.record({ units: fc.bigInt(0n, BigInt(most)), scale: fc.integer({ min: 0, max: 4 }) });
const text = ({ units, scale }: { units: bigint; scale: number }) => formatScaled(units, scale);

const line = fc.record({
  description: fc.constantFrom('Desk', 'كرسي', 'Ünit'),
  quantity: decimal(9_999).map((value) => text({ ...value, units: value.units + 1n })),
  unitPrice: decimal(999_999).map(text),
  taxRate: fc.constantFrom('0', '5', '7.25', '16', '19', '33.3333', '100'),
  discountPercent: fc.option(fc.constantFrom('0', '2.5', '33.3333', '100'), { nil: undefined }),
});

const document = fc.record({
  currency: fc.constantFrom('JPY', 'EUR', 'JOD', 'CLF'),
  lines: fc.array(line, { minLength: 1, maxLength: 8 }),
  discount: fc.oneof(
    fc.constant({ discountType: 'none' as const }),
    fc.record({
      discountType: fc.constant('percent' as const),
      discountValue: fc.constantFrom('0', '0.01', '10', '33.3333', '100'),
    }),
    fc.record({ discountType: fc.constant('fixed' as const), share: fc.integer({ min: 0, max: 100 }) }),
  ),
  /** In thousandths of what is still due; the last payment takes the rest. */
  payments: fc.array(fc.integer({ min: 1, max: 999 }), { maxLength: 3 }),
});

let server: TestServer;
let steps: ReturnType<typeof documentsIn>;
let accountId: string;

before(async () => {
  const endpoints = [...accountEndpoints, ...quoteEndpoints, ...invoiceEndpoints];
  server = await startTestServer({ endpoints, role: 'web' });
  const company = await createTestCompany(server);
  steps = documentsIn(company.api, company.nodes.entity.scope);
  accountId = await steps.make('/accounts', { name: 'Acme' });
});
after(() => server.stop());

type Drawn = typeof document extends fc.Arbitrary<infer Value> ? Value : never;

/** The quote, with a fixed discount of so many percent of its subtotal where one was drawn. */
async function quoted({ currency, lines, discount }: Drawn): Promise<QuoteWire> {
  const plain = { accountId, currency, lines };
  if (discount.discountType !== 'fixed') return steps.makeQuote({ ...plain, ...discount });
  const { subtotal } = await steps.makeQuote(plain);
  const minor = (toMinor(subtotal, currency) * BigInt(discount.share)) / 100n;
  return steps.makeQuote({ ...plain, discountType: 'fixed', discountValue: formatMinor(minor, currency) });
}

function moneyOf({ lines, subtotal, discountTotal, taxTotal, total }: QuoteWire) {
  const sums = lines.map(({ net, discount, tax, total: whole }) => ({ net, discount, tax, total: whole }));
  return { sums, subtotal, discountTotal, taxTotal, total };
}

function assertAddsUp(quote: QuoteWire): void {
  const minor = (amount: string) => toMinor(amount, quote.currency);
  const sum = (name: 'net' | 'discount' | 'tax' | 'total') =>
    quote.lines.reduce((all, each) => all + minor(each[name]), 0n);
  assert.equal(sum('net'), minor(quote.subtotal));
  assert.equal(sum('discount'), minor(quote.discountTotal));
  assert.equal(sum('tax'), minor(quote.taxTotal));
  assert.equal(sum('total'), minor(quote.total));
  assert.equal(
    minor(quote.subtotal) - minor(quote.discountTotal) + minor(quote.taxTotal),
    minor(quote.total),
  );
  const decimals = quote.total.split('.')[1]?.length ?? 0;
  assert.equal(decimals, currencyExponent(quote.currency));
}

/** Pays in the drawn parts and then the rest; returns the minor units that were paid. */
async function settle(id: string, { currency, payments }: Drawn): Promise<bigint> {
  let paid = 0n;
  for (const share of [...payments, 1_000]) {
    const due = toMinor((await steps.getInvoice(id)).balance, currency);
    const part = (due * BigInt(share)) / 1_000n;
    if (part === 0n) continue;
    bodyOf(await steps.pay(id, { date, amount: formatMinor(part, currency) }), 201);
    paid += part;
  }
  return paid;
}

it('totals are equal to the minor unit on quote and invoice and once it is paid, whatever the currency [R107] [R116]', async () => {
  await fc.assert(
    fc.asyncProperty(document, async (drawn) => {
      const quote = await quoted(drawn);
      assertAddsUp(quote);
      bodyOf(await steps.moveQuote(quote.id, 'sent'));
      const accepted = bodyOf(await steps.moveQuote(quote.id, 'accepted'));
      const { invoice } = bodyOf(await steps.convert(quote.id));
      const issued = bodyOf(await steps.issue(invoice.id));
      for (const later of [accepted, invoice, issued]) {
        assert.deepEqual(moneyOf(later as QuoteWire), moneyOf(quote));
      }
      const paid = await settle(invoice.id, drawn);
      const done = await steps.getInvoice(invoice.id);
      assert.deepEqual(moneyOf(done as unknown as QuoteWire), moneyOf(quote));
      assert.equal(done.status, 'paid');
      assert.equal(formatMinor(paid, drawn.currency), quote.total);
      assert.equal(toMinor(done.balance, drawn.currency), 0n);
    }),
    { numRuns: 60 },
  );
});
