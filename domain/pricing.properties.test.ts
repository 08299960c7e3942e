import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { type Pricing, type PricingInput, priceDocument } from './pricing.ts';

// The reference works on integers scaled by 10^4 and shares no code with the engine: its own rounding, and an
// allocation that hands out one unit at a time.
type Scaled = { quantity: bigint; unitPrice: bigint; taxRate: bigint; off: bigint };

const currencies = { JPY: 0, EUR: 2, JOD: 3, CLF: 4, UYW: 4 } as const;
const tenThousand = 10_000n;

function roundHalfUp(numerator: bigint, denominator: bigint): bigint {
  const whole = numerator / denominator;
  return (numerator - whole * denominator) * 2n >= denominator ? whole + 1n : whole;
}

function handOut(total: bigint, weights: bigint[]): bigint[] {
  const sum = weights.reduce((a, b) => a + b, 0n);
  const shares = weights.map((weight) => (sum === 0n ? 0n : (total * weight) / sum));
  const given = new Set<number>();
  while (shares.reduce((a, b) => a + b, 0n) < total) {
    let best = -1;
    let most = -1n;
    weights.forEach((weight, index) => {
      const missing = total * weight - (shares[index] ?? 0n) * sum;
      if (!given.has(index) && missing > most) [best, most] = [index, missing];
    });
    shares[best] = (shares[best] ?? 0n) + 1n;
    given.add(best);
  }
  return shares;
}

function reference(lines: Scaled[], exponent: number, discount: (subtotal: bigint) => bigint) {
  const one = 10n ** BigInt(exponent);
  const nets = lines.map((l) =>
    roundHalfUp(l.quantity * l.unitPrice * (100n * tenThousand - l.off) * one, tenThousand ** 3n * 100n),
  );
  const subtotal = nets.reduce((a, b) => a + b, 0n);
  const off = discount(subtotal);
  const shares = handOut(off, nets);
  const taxes = lines.map((l, i) =>
    roundHalfUp(((nets[i] ?? 0n) - (shares[i] ?? 0n)) * l.taxRate, 100n * tenThousand),
  );
  const tax = taxes.reduce((a, b) => a + b, 0n);
  return { nets, shares, taxes, subtotal, off, tax, total: subtotal - off + tax };
}

const decimalText = (scaled: bigint) => {
  const digits = scaled.toString().padStart(5, '0');
  return `${digits.slice(0, -4)}.${digits.slice(-4)}`;
};

const anyLine: fc.Arbitrary<Scaled> = fc.record({
  quantity: fc.bigInt({ min: 1n, max: 100_000n * tenThousand }),
  unitPrice: fc.oneof(fc.bigInt({ min: 0n, max: 20n }), fc.bigInt({ min: 0n, max: 100_000n * tenThousand })),
  taxRate: fc.oneof(
    fc.constantFrom(0n, 70_000n, 160_000n, 190_000n),
    fc.bigInt({ min: 0n, max: 1_000_000n }),
  ),
  off: fc.oneof(fc.constant(0n), fc.bigInt({ min: 0n, max: 1_000_000n })),
});
const anyLines = fc.array(anyLine, { maxLength: 25 });
const anyCurrency = fc.constantFrom(...(Object.keys(currencies) as (keyof typeof currencies)[]));
const anyPercent = fc.oneof(fc.constantFrom(0n, 1_000_000n), fc.bigInt({ min: 0n, max: 1_000_000n }));

const wire = (lines: Scaled[]) =>
  lines.map((l) => ({
    quantity: decimalText(l.quantity),
    unitPrice: decimalText(l.unitPrice),
    taxRate: decimalText(l.taxRate),
    discountPercent: decimalText(l.off),
  }));

function priced(input: PricingInput): Pricing {
  const result = priceDocument(input);
  assert.ok(result.ok, result.ok ? '' : JSON.stringify(result.errors));
  return result.pricing;
}

function assertAs(expected: ReturnType<typeof reference>, pricing: Pricing) {
  assert.deepEqual(
    pricing.lines.map((l) => [l.netMinor, l.discountMinor, l.taxMinor]),
    expected.nets.map((net, i) => [net, expected.shares[i], expected.taxes[i]]),
  );
  assert.equal(pricing.subtotalMinor, expected.subtotal);
  assert.equal(pricing.discountMinor, expected.off);
  assert.equal(pricing.taxMinor, expected.tax);
  assert.equal(pricing.totalMinor, expected.total);
}

test('[R107] with a percent discount the engine equals exact integer arithmetic, for 0, 2, 3 and 4 decimals', () => {
  fc.assert(
    fc.property(anyCurrency, anyLines, anyPercent, (currency, lines, percent) => {
      const expected = reference(lines, currencies[currency], (subtotal) =>
        roundHalfUp(subtotal * percent, 100n * tenThousand),
      );
      const discountValue = decimalText(percent);
      assertAs(expected, priced({ currency, lines: wire(lines), discountType: 'percent', discountValue }));
    }),
    { numRuns: 500 },
  );
});

test('[R107] with a fixed discount too, and the discount is exactly what was typed', () => {
  fc.assert(
    fc.property(
      anyCurrency,
      anyLines,
      fc.bigInt({ min: 0n, max: 1_000n }),
      (currency, lines, thousandths) => {
        const exponent = currencies[currency];
        const expected = reference(lines, exponent, (subtotal) => (subtotal * thousandths) / 1_000n);
        const digits = expected.off.toString().padStart(exponent + 1, '0');
        const typed = exponent === 0 ? digits : `${digits.slice(0, -exponent)}.${digits.slice(-exponent)}`;
        assertAs(
          expected,
          priced({ currency, lines: wire(lines), discountType: 'fixed', discountValue: typed }),
        );
      },
    ),
    { numRuns: 500 },
  );
});

test('[R107] allocations and line totals add up, and no line is discounted below zero', () => {
  fc.assert(
    fc.property(anyCurrency, anyLines, anyPercent, (currency, lines, percent) => {
      const pricing = priced({
        currency,
        lines: wire(lines),
        discountType: 'percent',
        discountValue: decimalText(percent),
      });
      const sum = (pick: (l: Pricing['lines'][number]) => bigint) =>
        pricing.lines.map(pick).reduce((a, b) => a + b, 0n);
      assert.equal(
        sum((l) => l.netMinor),
        pricing.subtotalMinor,
      );
      assert.equal(
        sum((l) => l.discountMinor),
        pricing.discountMinor,
      );
      assert.equal(
        sum((l) => l.taxMinor),
        pricing.taxMinor,
      );
      assert.equal(
        sum((l) => l.totalMinor),
        pricing.totalMinor,
      );
      for (const l of pricing.lines) assert.ok(l.discountMinor >= 0n && l.discountMinor <= l.netMinor);
    }),
  );
});

test('[R106] a discount of 100 % leaves exactly nothing, on the document or on every line', () => {
  fc.assert(
    fc.property(anyCurrency, anyLines, (currency, lines) => {
      const full = priced({ currency, lines: wire(lines), discountType: 'percent', discountValue: '100' });
      assert.equal(full.totalMinor, 0n);
      assert.ok(full.lines.every((l) => l.totalMinor === 0n && l.taxMinor === 0n));
      const perLine = priced({ currency, lines: wire(lines.map((l) => ({ ...l, off: 1_000_000n }))) });
      assert.equal(perLine.totalMinor, 0n);
    }),
  );
});

test('[R107] without a document discount the order of lines changes no total; with one, not the subtotal or discount', () => {
  const shuffled = anyLines.chain((lines) =>
    fc.shuffledSubarray(lines, { minLength: lines.length }).map((other) => ({ lines, other })),
  );
  fc.assert(
    fc.property(anyCurrency, shuffled, anyPercent, (currency, { lines, other }, percent) => {
      const totals = (each: Scaled[]) => ({ ...priced({ currency, lines: wire(each) }), lines: [] });
      assert.deepEqual(totals(other), totals(lines));
      const discounted = (each: Scaled[]) => {
        const input = {
          currency,
          lines: wire(each),
          discountType: 'percent',
          discountValue: decimalText(percent),
        } as const;
        const { subtotalMinor, discountMinor } = priced(input);
        return [subtotalMinor, discountMinor];
      };
      assert.deepEqual(discounted(other), discounted(lines));
    }),
  );
});

test('[R107] a price without discounts never falls when a quantity, a price or a rate rises', () => {
  fc.assert(
    fc.property(anyCurrency, anyLine, anyLine, (currency, a, b) => {
      const line = (pick: (x: bigint, y: bigint) => bigint): Scaled => ({
        quantity: pick(a.quantity, b.quantity),
        unitPrice: pick(a.unitPrice, b.unitPrice),
        taxRate: pick(a.taxRate, b.taxRate),
        off: 0n,
      });
      const low = priced({ currency, lines: wire([line((x, y) => (x < y ? x : y))]) });
      const high = priced({ currency, lines: wire([line((x, y) => (x < y ? y : x))]) });
      assert.ok(low.totalMinor <= high.totalMinor);
    }),
  );
});

test('[R107] the engine is total: whatever a client sends gives a price or field errors, never an exception', () => {
  const anything = fc.oneof(
    fc.string(),
    fc.double(),
    fc.constantFrom('', '-0', '1e9', '٣', null, undefined, '0.00005'),
  );
  fc.assert(
    fc.property(
      fc.array(
        fc.record({ quantity: anything, unitPrice: anything, taxRate: anything, discountPercent: anything }),
      ),
      fc.constantFrom('none', 'percent', 'fixed'),
      anything,
      (lines, discountType, discountValue) => {
        const body = JSON.parse(JSON.stringify({ currency: 'EUR', lines, discountType, discountValue }));
        const result = priceDocument(body);
        if (!result.ok) assert.ok(result.errors.length > 0);
      },
    ),
  );
});
