import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import {
  allocate,
  canonicalDecimal,
  formatMinor,
  maxMinor,
  parseDecimal,
  parseMinor,
  roundRatio,
  toMinor,
} from './money.ts';

test('an amount is read exactly by the decimals of its currency', () => {
  for (const [input, currency, minor] of [
    ['12.34', 'EUR', 1234n],
    ['12', 'EUR', 1200n],
    [0.1, 'EUR', 10n],
    [1200, 'JPY', 1200n],
    ['1.5', 'JOD', 1500n],
    ['14.000', 'JOD', 14000n],
    ['0.0001', 'CLF', 1n],
    ['-3.20', 'USD', -320n],
    ['12.3400', 'EUR', 1234n],
    ['0007', 'EUR', 700n],
    ['90000000000000.00', 'EUR', maxMinor],
  ] as const) {
    assert.deepEqual(parseMinor(input, currency), { ok: true, value: minor }, `${input} ${currency}`);
  }
});

test('what is not a plain decimal of the currency is refused with the rule', () => {
  for (const [input, currency, rule] of [
    ['12.345', 'EUR', 'too_many_decimals'],
    ['1.5', 'JPY', 'too_many_decimals'],
    ['1.0001', 'JOD', 'too_many_decimals'],
    ['1e3', 'EUR', 'invalid_format'],
    [1e21, 'EUR', 'invalid_format'],
    [1e-7, 'EUR', 'invalid_format'],
    [Number.NaN, 'EUR', 'invalid_format'],
    [Number.POSITIVE_INFINITY, 'EUR', 'invalid_format'],
    ['Infinity', 'EUR', 'invalid_format'],
    [' 1', 'EUR', 'invalid_format'],
    ['1 ', 'EUR', 'invalid_format'],
    ['1\n', 'EUR', 'invalid_format'],
    ['', 'EUR', 'invalid_format'],
    ['+1', 'EUR', 'invalid_format'],
    ['1,000.00', 'EUR', 'invalid_format'],
    ['.5', 'EUR', 'invalid_format'],
    ['5.', 'EUR', 'invalid_format'],
    ['0x10', 'EUR', 'invalid_format'],
    ['١٢', 'EUR', 'invalid_format'],
    [2 ** 53, 'JPY', 'invalid_format'],
    ['90000000000000.01', 'EUR', 'out_of_range'],
    ['9'.repeat(61), 'EUR', 'out_of_range'],
    [true, 'EUR', 'invalid_type'],
    [null, 'EUR', 'invalid_type'],
    [{}, 'EUR', 'invalid_type'],
  ] as const) {
    assert.deepEqual(parseMinor(input, currency), { ok: false, rule }, `${String(input)} ${currency}`);
  }
  assert.throws(() => parseMinor('1', 'XYZ'), RangeError);
  assert.throws(() => toMinor('1.234', 'EUR'), RangeError);
});

test('the wire form has exactly the decimals of the currency and reads back to the same minor units', () => {
  assert.equal(formatMinor(14000n, 'JOD'), '14.000');
  assert.equal(formatMinor(5n, 'EUR'), '0.05');
  assert.equal(formatMinor(-5n, 'EUR'), '-0.05');
  assert.equal(formatMinor(0n, 'JPY'), '0');
  assert.equal(formatMinor(1n, 'CLF'), '0.0001');
  const minor = fc.bigInt({ min: -maxMinor, max: maxMinor });
  fc.assert(
    fc.property(minor, fc.constantFrom('JPY', 'EUR', 'JOD', 'CLF'), (amount, currency) => {
      assert.equal(toMinor(formatMinor(amount, currency), currency), amount);
    }),
  );
});

test('a decimal has one shortest text', () => {
  for (const [input, canonical] of [
    ['1.5000', '1.5'],
    ['007.10', '7.1'],
    ['-0', '0'],
    ['-0.00', '0'],
    ['100', '100'],
    ['0.001', '0.001'],
    [2.5, '2.5'],
  ] as const) {
    const parsed = parseDecimal(input);
    assert.ok(parsed.ok);
    assert.equal(canonicalDecimal(parsed.value), canonical);
  }
});

test('rounding is half away from zero', () => {
  for (const [numerator, denominator, rounded] of [
    [5n, 10n, 1n],
    [-5n, 10n, -1n],
    [4n, 10n, 0n],
    [-4n, 10n, 0n],
    [15n, 10n, 2n],
    [25n, 10n, 3n],
    [-25n, 10n, -3n],
    [1n, 3n, 0n],
    [2n, 3n, 1n],
  ] as const) {
    assert.equal(roundRatio(numerator, denominator), rounded, `${numerator}/${denominator}`);
  }
  assert.throws(() => roundRatio(1n, 0n), RangeError);
});

test('an allocation adds up exactly, and the earlier line wins a tie', () => {
  assert.deepEqual(allocate(100n, [1n, 1n, 1n]), [34n, 33n, 33n]);
  assert.deepEqual(allocate(2n, [1n, 1n, 1n]), [1n, 1n, 0n]);
  assert.deepEqual(allocate(-2n, [1n, 1n, 1n]), [-1n, -1n, 0n]);
  assert.deepEqual(allocate(5n, [0n, 0n]), [3n, 2n]);
  assert.deepEqual(allocate(0n, []), []);
  assert.throws(() => allocate(1n, []), RangeError);
  assert.throws(() => allocate(1n, [1n, -1n]), RangeError);
});

test('every allocated share is within one minor unit of its exact share, and a weight of zero gets nothing', () => {
  const weights = fc.array(fc.bigInt({ min: 0n, max: 10n ** 15n }), { minLength: 1, maxLength: 30 });
  fc.assert(
    fc.property(weights, fc.bigInt({ min: -(10n ** 15n), max: 10n ** 15n }), (parts, total) => {
      const shares = allocate(total, parts);
      const sum = parts.reduce((a, b) => a + b, 0n);
      assert.equal(
        shares.reduce((a, b) => a + b, 0n),
        total,
      );
      if (sum === 0n) return;
      shares.forEach((share, index) => {
        const error = share * sum - total * (parts[index] ?? 0n);
        assert.ok(error < sum && error > -sum);
        if (parts[index] === 0n) assert.equal(share, 0n);
      });
    }),
  );
});
