import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { minus, nextPart, nothing, type Part, plus, quantityText, quantityUnits } from './line-ledger.ts';

const sold = fc
  .record({
    units: fc.bigInt({ min: 1n, max: 90_000n }),
    netMinor: fc.oneof(fc.bigInt({ min: 0n, max: 9n }), fc.bigInt({ min: 0n, max: 1_000_000n })),
    off: fc.oneof(fc.constantFrom(0n, 1_000n), fc.bigInt({ min: 0n, max: 1_000n })),
    taxMinor: fc.oneof(fc.bigInt({ min: 0n, max: 9n }), fc.bigInt({ min: 0n, max: 1_000_000n })),
  })
  .map(({ off, ...part }): Part => ({ ...part, discountMinor: (part.netMinor * off) / 1_000n }));

/** Charge so many thousandths of what is left, or take back the n-th part that was charged. */
const deed = fc.record({ back: fc.boolean(), of: fc.integer({ min: 0, max: 1_000 }) });

function requireSound(whole: Part, charged: Part): void {
  const left = minus(whole, charged);
  for (const part of [charged, left]) {
    for (const value of Object.values(part)) assert.ok(value >= 0n);
    assert.ok(part.discountMinor <= part.netMinor, 'a discount is within its net');
  }
}

test('whatever is charged and taken back, all parts come to what was sold, to the minor unit [R116]', () => {
  fc.assert(
    fc.property(sold, fc.array(deed, { maxLength: 20 }), (whole, deeds) => {
      const parts: Part[] = [];
      const charged = () => parts.reduce(plus, nothing);
      const charge = (units: bigint) => {
        const part = nextPart(whole, charged(), units);
        assert.ok(part.discountMinor <= part.netMinor);
        parts.push(part);
        requireSound(whole, charged());
      };
      for (const { back, of } of deeds) {
        const left = whole.units - charged().units;
        if (back) parts.splice(of % (parts.length + 1), 1);
        else if (left > 0n) charge((left * BigInt(of)) / 1_000n || 1n);
        requireSound(whole, charged());
      }
      const left = whole.units - charged().units;
      if (left > 0n) charge(left);
      assert.deepEqual(charged(), whole);
    }),
    { numRuns: 2_000 },
  );
});

test('more than is left, and nothing, are refused', () => {
  const whole = { units: 30_000n, netMinor: 100n, discountMinor: 0n, taxMinor: 19n };
  const before = nextPart(whole, nothing, 20_000n);
  assert.deepEqual(before, { units: 20_000n, netMinor: 67n, discountMinor: 0n, taxMinor: 13n });
  assert.throws(() => nextPart(whole, before, 10_001n), RangeError);
  assert.throws(() => nextPart(whole, before, 0n), RangeError);
  assert.deepEqual(nextPart(whole, before, 10_000n), {
    units: 10_000n,
    netMinor: 33n,
    discountMinor: 0n,
    taxMinor: 6n,
  });
});

test('quantities are read and written exactly', () => {
  for (const text of ['1', '0.0001', '1.5', '99999999999999.9999', '10', '0']) {
    assert.equal(quantityText(quantityUnits(text)), text);
  }
  assert.equal(quantityText(quantityUnits('2.5000')), '2.5');
  assert.throws(() => quantityUnits('1.00001'), RangeError);
});
