import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  activeCurrencyCodes,
  currencies,
  currencyExponent,
  findCurrency,
  isActiveCurrency,
} from './currencies.ts';

test('exponents are those of ISO 4217, where the platform tables differ', () => {
  for (const [code, exponent] of [
    ['EUR', 2],
    ['USD', 2],
    ['JPY', 0],
    ['JOD', 3],
    ['KWD', 3],
    ['IQD', 3],
    ['CLF', 4],
    ['UYW', 4],
    ['CLP', 0],
    ['HUF', 2],
    ['LBP', 2],
    ['COP', 2],
    ['MRU', 2],
    ['MGA', 2],
    ['XCG', 2],
    ['ISK', 0],
  ] as const) {
    assert.equal(currencyExponent(code), exponent, code);
  }
});

test('withdrawn currencies keep their exponent but are not offered; metals and test codes are not offered either', () => {
  for (const code of ['ANG', 'BGN', 'HRK', 'CUC', 'SLL', 'ZWL']) {
    assert.equal(isActiveCurrency(code), false, code);
    assert.equal(currencyExponent(code), 2, code);
  }
  for (const code of ['XAU', 'XTS', 'XXX', 'XDR']) assert.equal(isActiveCurrency(code), false, code);
  for (const code of ['XCG', 'ZWG', 'EUR', 'JOD', 'SAR', 'XOF'])
    assert.equal(isActiveCurrency(code), true, code);
});

test('the table is complete, sorted and without doubles', () => {
  const codes = currencies.map((currency) => currency.code);
  assert.deepEqual(codes, [...new Set(codes)].sort());
  assert.ok(activeCurrencyCodes.length > 155);
  assert.ok(
    currencies.every((c) => /^[A-Z]{3}$/.test(c.code) && c.exponent >= 0 && c.exponent <= 4 && c.name !== ''),
  );
  assert.equal(findCurrency('EURO'), undefined);
  assert.equal(findCurrency('eur'), undefined);
  assert.throws(() => currencyExponent('ABC'), RangeError);
});
