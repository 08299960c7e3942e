import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type LineInput, type PricingInput, presentPricing, priceDocument } from './pricing.ts';

const line = (quantity: string, unitPrice: string, taxRate = '0', discountPercent?: string): LineInput => ({
  quantity,
  unitPrice,
  taxRate,
  ...(discountPercent === undefined ? {} : { discountPercent }),
});

function priced(input: PricingInput) {
  const result = priceDocument(input);
  assert.ok(result.ok, result.ok ? '' : JSON.stringify(result.errors));
  return presentPricing(result.pricing);
}

function refused(input: PricingInput) {
  const result = priceDocument(input);
  assert.ok(!result.ok, 'it was priced');
  return result.errors.map(({ path, code }) => [path, code]);
}

function totals(input: PricingInput) {
  const { subtotal, discountTotal, taxTotal, total } = priced(input);
  return [subtotal, discountTotal, taxTotal, total];
}

test('[R107] 8500 less a fixed 7500 plus 19 % is 1190.00, to the cent', () => {
  const input = { currency: 'EUR', discountType: 'fixed', discountValue: '7500' } as const;
  assert.deepEqual(totals({ ...input, lines: [line('1', '8500', '19')] }), [
    '8500.00',
    '7500.00',
    '190.00',
    '1190.00',
  ]);
  assert.deepEqual(totals({ ...input, lines: [line('1', '8000', '19'), line('1', '500', '19')] }), [
    '8500.00',
    '7500.00',
    '190.00',
    '1190.00',
  ]);
});

test('[R107] tax is rounded per line, so three lines of a third may differ from one line by a cent, by rule', () => {
  const lines = [line('1', '2833.33', '19'), line('1', '2833.33', '19'), line('1', '2833.34', '19')];
  const answer = priced({ currency: 'EUR', discountType: 'fixed', discountValue: '7500', lines });
  assert.deepEqual(
    answer.lines.map((each) => [each.discount, each.tax]),
    [
      ['2500.00', '63.33'],
      ['2500.00', '63.33'],
      ['2500.00', '63.33'],
    ],
  );
  assert.deepEqual([answer.taxTotal, answer.total], ['189.99', '1189.99']);
});

test('[R106] a fixed discount of 14.000 stays 14.000, in every currency that has those decimals', () => {
  const lines = [line('3', '33.333', '16'), line('7', '14.29', '16')];
  for (const [currency, typed, discount] of [
    ['JOD', '14.000', '14.000'],
    ['EUR', '14.00', '14.00'],
    ['JPY', '14', '14'],
    ['CLF', '14', '14.0000'],
  ] as const) {
    const answer = priced({ currency, lines, discountType: 'fixed', discountValue: typed });
    assert.equal(answer.discountTotal, discount, currency);
  }
});

test('[R106] a discount of 100 % leaves 0.00: no residue in tax or on any line', () => {
  const lines = [line('3', '33.33', '19'), line('0.3333', '0.01', '7'), line('1', '0.005', '100')];
  const answer = priced({ currency: 'EUR', lines, discountType: 'percent', discountValue: '100' });
  assert.equal(answer.total, '0.00');
  assert.equal(answer.taxTotal, '0.00');
  assert.ok(answer.lines.every((each) => each.total === '0.00' && each.tax === '0.00'));
  assert.equal(priced({ currency: 'EUR', lines: [line('3', '33.33', '19', '100')] }).total, '0.00');
  const fixed = priced({ currency: 'EUR', lines, discountType: 'fixed', discountValue: answer.subtotal });
  assert.equal(fixed.total, '0.00');
});

test('[R107] tax is taken on the discounted base', () => {
  const lines = [line('1', '1000', '15')];
  assert.deepEqual(totals({ currency: 'SAR', lines, discountType: 'percent', discountValue: '10' }), [
    '1000.00',
    '100.00',
    '135.00',
    '1035.00',
  ]);
});

test('[R116] the discount is spread pro rata, the largest remainder first and the earlier line on a tie', () => {
  const answer = priced({
    currency: 'EUR',
    lines: [line('1', '10'), line('1', '10'), line('1', '10')],
    discountType: 'fixed',
    discountValue: '0.02',
  });
  assert.deepEqual(
    answer.lines.map((each) => each.discount),
    ['0.01', '0.01', '0.00'],
  );
  const uneven = priced({
    currency: 'JPY',
    lines: [line('1', '100', '10'), line('1', '200', '10'), line('1', '301', '8')],
    discountType: 'fixed',
    discountValue: '100',
  });
  assert.deepEqual(
    uneven.lines.map((each) => each.discount),
    ['17', '33', '50'],
  );
});

test('[R107] rounding is half away from zero, once per line', () => {
  assert.deepEqual(totals({ currency: 'EUR', lines: [line('1', '1.005')] })[0], '1.01');
  assert.deepEqual(totals({ currency: 'EUR', lines: [line('1', '0.125', '20')] }), [
    '0.13',
    '0.00',
    '0.03',
    '0.16',
  ]);
  assert.deepEqual(totals({ currency: 'JPY', lines: [line('0.5', '1')] })[0], '1');
  assert.deepEqual(totals({ currency: 'JOD', lines: [line('1', '0.0005')] })[0], '0.001');
  assert.deepEqual(totals({ currency: 'CLF', lines: [line('0.0001', '0.5')] })[0], '0.0001');
  // 1.005 × 3 is 3.015, so 3.02: rounding the unit price first would give 3.03.
  assert.deepEqual(totals({ currency: 'EUR', lines: [line('3', '1.005')] })[0], '3.02');
});

test('[R107] a line discount lowers the net in the same single rounding', () => {
  const answer = priced({ currency: 'EUR', lines: [line('3', '33.33', '19', '12.5')] });
  assert.deepEqual(answer.lines[0], { net: '87.49', discount: '0.00', tax: '16.62', total: '104.11' });
  // 0.335 rounded first would be 0.34 and half of it 0.17; the exact half is 0.1675, so 0.17; a third tells them apart.
  assert.equal(priced({ currency: 'EUR', lines: [line('1', '0.335', '0', '32')] }).subtotal, '0.23');
  assert.equal(priced({ currency: 'EUR', lines: [line('1', '0.145', '0', '3')] }).subtotal, '0.14');
});

test('[R107] a document without lines is worth nothing, and numbers from JSON are read exactly', () => {
  assert.deepEqual(totals({ currency: 'EUR', lines: [] }), ['0.00', '0.00', '0.00', '0.00']);
  assert.deepEqual(
    totals({
      currency: 'EUR',
      lines: [{ quantity: 3, unitPrice: 0.1, taxRate: 0, discountPercent: null }],
    })[0],
    '0.30',
  );
  const ignored = {
    currency: 'EUR',
    lines: [line('1', '5')],
    discountType: 'none',
    discountValue: '3',
  } as const;
  assert.equal(priced(ignored).total, '5.00');
});

test('[R105] each bad number of a line is refused by its path and rule', () => {
  for (const [field, value, code] of [
    ['quantity', '0', 'out_of_range'],
    ['quantity', '-1', 'out_of_range'],
    ['quantity', '1.00001', 'too_many_decimals'],
    ['quantity', '100000000000000', 'out_of_range'],
    ['quantity', '1e3', 'invalid_format'],
    ['quantity', '', 'required'],
    ['quantity', Number.NaN, 'invalid_format'],
    ['unitPrice', '-0.01', 'out_of_range'],
    ['unitPrice', '0.00001', 'too_many_decimals'],
    ['unitPrice', 'ten', 'invalid_format'],
    ['taxRate', '-1', 'out_of_range'],
    ['taxRate', '100.0001', 'out_of_range'],
    ['taxRate', '19.00001', 'too_many_decimals'],
    ['discountPercent', '101', 'out_of_range'],
    ['discountPercent', '-1', 'out_of_range'],
    ['discountPercent', Number.NaN, 'invalid_format'],
  ] as const) {
    const bad = { ...line('1', '1'), [field]: value };
    assert.deepEqual(
      refused({ currency: 'EUR', lines: [line('1', '1'), bad] }),
      [[`lines.1.${field}`, code]],
      `${field} ${value}`,
    );
  }
});

test('[R106] each bad discount is refused by its path and rule', () => {
  const lines = [line('2', '50')];
  for (const [discountType, discountValue, code] of [
    ['percent', '100.01', 'out_of_range'],
    ['percent', '-1', 'out_of_range'],
    ['percent', '1.00001', 'too_many_decimals'],
    ['percent', null, 'required'],
    ['fixed', '100.01', 'exceeds_subtotal'],
    ['fixed', '-0.01', 'out_of_range'],
    ['fixed', '1.005', 'too_many_decimals'],
    ['fixed', 'x', 'invalid_format'],
    ['fixed', undefined, 'required'],
  ] as const) {
    assert.deepEqual(refused({ currency: 'EUR', lines, discountType, discountValue }), [
      ['discountValue', code],
    ]);
  }
  assert.deepEqual(refused({ currency: 'XYZ', lines }), [['currency', 'unknown_value']]);
});

test('[R107] a result that no column could hold is refused, at the line or at the sum', () => {
  assert.deepEqual(refused({ currency: 'EUR', lines: [line('99999999999999', '99999999999999')] }), [
    ['lines.0.unitPrice', 'out_of_range'],
  ]);
  const half = line('1', '60000000000000');
  assert.deepEqual(refused({ currency: 'EUR', lines: [half, half] }), [['lines', 'out_of_range']]);
  assert.deepEqual(refused({ currency: 'EUR', lines: [line('1', '60000000000000', '100')] }), [
    ['lines', 'out_of_range'],
  ]);
  assert.equal(priced({ currency: 'EUR', lines: [line('1', '90000000000000')] }).total, '90000000000000.00');
});
