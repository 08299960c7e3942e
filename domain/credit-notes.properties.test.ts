import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import {
  type CreditedAmounts,
  type InvoicedAmounts,
  leftOf,
  nothingCredited,
  shareOut,
  takeAmount,
  takeQuantity,
} from './credit-notes.ts';
import { type ExactDecimal, parseDecimal } from './money.ts';
import { priceDocument } from './pricing.ts';

const exactly = (text: string): ExactDecimal => {
  const parsed = parseDecimal(text);
  assert.ok(parsed.ok);
  return parsed.value;
};

const line = fc.record({
  quantity: fc
    .integer({ min: 1, max: 90_000 })
    .map((units) => `${Math.floor(units / 100)}.${String(units % 100).padStart(2, '0')}1`),
  unitPrice: fc.integer({ min: 0, max: 500_000 }).map((units) => (units / 100).toFixed(2)),
  taxRate: fc.constantFrom('0', '7', '16', '19', '33.3333', '100'),
  discountPercent: fc.constantFrom('0', '2.5', '50', '100'),
});

const invoice = fc.record({
  currency: fc.constantFrom('EUR', 'JPY', 'JOD'),
  lines: fc.array(line, { minLength: 1, maxLength: 5 }),
  discountType: fc.constantFrom('none', 'percent'),
  discountValue: fc.constantFrom('0', '3.3', '33.3333', '100'),
});

function linesOf(
  given: typeof invoice extends fc.Arbitrary<infer Invoice> ? Invoice : never,
): InvoicedAmounts[] {
  const { discountType, ...rest } = given;
  const priced = priceDocument({ ...rest, discountType: discountType as 'none' | 'percent' });
  assert.ok(priced.ok);
  return priced.pricing.lines.map((amounts, at) => ({
    ...amounts,
    quantity: exactly(given.lines[at]?.quantity ?? '1'),
  }));
}

function plus(
  a: CreditedAmounts,
  b: Omit<InvoicedAmounts, 'quantity'> & { quantity?: ExactDecimal },
): CreditedAmounts {
  const scale = 4;
  const units = ({ units: count, scale: own }: ExactDecimal) => count * 10n ** BigInt(scale - own);
  return {
    quantity: { units: units(a.quantity) + (b.quantity ? units(b.quantity) : 0n), scale },
    netMinor: a.netMinor + b.netMinor,
    discountMinor: a.discountMinor + b.discountMinor,
    taxMinor: a.taxMinor + b.taxMinor,
    totalMinor: a.totalMinor + b.totalMinor,
  };
}

function assertFits(invoiced: InvoicedAmounts, credited: CreditedAmounts): void {
  const left = leftOf(invoiced, credited);
  for (const [name, minor] of Object.entries(left)) {
    if (typeof minor === 'bigint') assert.ok(minor >= 0n, `${name} is ${minor}`);
  }
  assert.equal(left.totalMinor, left.netMinor - left.discountMinor + left.taxMinor);
}

test('[R147] credits in any parts are never negative, never too much, and the last one leaves nothing', () => {
  const step = fc.record({ byAmount: fc.boolean(), share: fc.integer({ min: 1, max: 99 }) });
  fc.assert(
    fc.property(invoice, fc.array(step, { maxLength: 6 }), (given, steps) => {
      for (const invoiced of linesOf(given)) {
        let credited = nothingCredited;
        for (const { byAmount, share } of steps) {
          const left = leftOf(invoiced, credited);
          const quantity = {
            units: (left.quantity.units * BigInt(share)) / 100n,
            scale: left.quantity.scale,
          };
          if (!byAmount && quantity.units === 0n) continue;
          const taken = byAmount
            ? takeAmount(invoiced, credited, (left.totalMinor * BigInt(share)) / 100n)
            : takeQuantity(invoiced, credited, quantity);
          assert.equal(taken.totalMinor, taken.netMinor - taken.discountMinor + taken.taxMinor);
          assert.ok(
            taken.netMinor >= taken.discountMinor && taken.discountMinor >= 0n && taken.taxMinor >= 0n,
          );
          credited = plus(credited, taken);
          assertFits(invoiced, credited);
        }
        const rest = leftOf(invoiced, credited);
        const last = takeQuantity(invoiced, credited, rest.quantity);
        assert.deepEqual({ ...last, quantity: 0 }, { ...rest, quantity: 0 });
      }
    }),
    { numRuns: 500 },
  );
});

test('a quantity whose net divides evenly is credited at exactly its price', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 2, max: 50 }),
      fc.integer({ min: 1, max: 99_999 }),
      fc.constantFrom('0', '7', '19', '33.3333'),
      (count, cents, taxRate) => {
        const unitPrice = (cents / 100).toFixed(2);
        const priced = priceDocument({ currency: 'EUR', lines: [{ quantity: count, unitPrice, taxRate }] });
        assert.ok(priced.ok);
        const invoiced = { ...priced.pricing.lines[0]!, quantity: exactly(String(count)) };
        let credited = nothingCredited;
        for (let part = 0; part < count; part += 1) {
          const taken = takeQuantity(invoiced, credited, exactly('1'));
          assert.equal(taken.netMinor, BigInt(cents));
          credited = plus(credited, taken);
        }
        assert.deepEqual({ ...credited, quantity: 0 }, { ...invoiced, quantity: 0 });
      },
    ),
    { numRuns: 300 },
  );
});

test('an amount is shared out to the last minor unit, and to no line more than is left of it', () => {
  fc.assert(
    fc.property(invoice, fc.integer({ min: 0, max: 100 }), (given, share) => {
      const left = linesOf(given);
      const most = left.reduce((sum, { totalMinor }) => sum + totalMinor, 0n);
      const amount = (most * BigInt(share)) / 100n;
      const shares = shareOut(amount, left);
      assert.equal(
        shares.reduce((sum, minor) => sum + minor, 0n),
        amount,
      );
      shares.forEach((minor, at) => {
        assert.ok(minor <= (left[at]?.totalMinor ?? 0n) || most === 0n);
      });
    }),
  );
});
