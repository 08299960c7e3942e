import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  changesOf,
  type DocumentRecord,
  draftOf,
  linesBody,
  newLine,
  pathByKey,
} from '#web/components/document/draft.ts';
import {
  exactProduct,
  exactReduction,
  priceDigits,
  priceDraft,
} from '#web/components/document/price-draft.ts';

const line = (more: object = {}) =>
  newLine({ description: 'Desk', quantity: '2', unitPrice: '1450.5', taxRate: '16', ...more });
const fields = { currency: 'JOD', discountType: 'none', discountValue: null };

const saved: DocumentRecord = {
  id: 'q',
  version: 3,
  status: 'draft',
  currency: 'JOD',
  discountType: 'none',
  discountValue: '0',
  subtotal: '2901.000',
  discountTotal: '0.000',
  taxTotal: '464.160',
  total: '3365.160',
  lines: [
    {
      id: 'l',
      lineType: 'item',
      productId: null,
      unitCost: null,
      optional: false,
      selected: true,
      sourceId: null,
      description: 'Desk',
      quantity: '2',
      unit: null,
      unitPrice: '1450.5',
      taxRate: '16',
      discountPercent: '0',
      sortOrder: 7,
      net: '2901.000',
      discount: '0.000',
      tax: '464.160',
      total: '3365.160',
    },
  ],
};

test('a draft is priced as the server prices it, with tax by rate [R107]', () => {
  const priced = priceDraft({
    fields: { ...fields, discountType: 'percent', discountValue: '5' },
    lines: [line(), line({ quantity: '400', unitPrice: '3.275', taxRate: '4' }), newLine({ taxRate: '16' })],
  });
  assert.deepEqual(priced.problems, []);
  assert.equal(priced.subtotal, '4211.000');
  assert.equal(priced.discountTotal, '210.550');
  assert.deepEqual(priced.rates, [
    { rate: '16', base: '2755.950', tax: '440.952' },
    { rate: '4', base: '1244.500', tax: '49.780' },
  ]);
  assert.equal(priced.total, '4491.182');
});

test('an unfinished line is named and left out, and the others keep their totals in sight', () => {
  const unfinished = line({ unitPrice: '' });
  const priced = priceDraft({ fields, lines: [unfinished, line()] });
  assert.deepEqual(
    priced.problems.map(({ path, code }) => [path, code]),
    [[`lines.${unfinished.key}.unitPrice`, 'required']],
  );
  assert.equal(priced.byKey.has(unfinished.key), false);
  assert.equal(priced.total, '3365.160');
});

test('a fixed discount over the subtotal is refused at its own field', () => {
  const priced = priceDraft({
    fields: { ...fields, discountType: 'fixed', discountValue: '2901.001' },
    lines: [line()],
  });
  assert.deepEqual(
    priced.problems.map(({ path, code }) => [path, code]),
    [['discountValue', 'exceeds_subtotal']],
  );
  assert.equal(priced.subtotal, '2901.000');
});

test('opening a document changes nothing; typing changes only what was typed', () => {
  const draft = draftOf(saved, ['currency', 'discountType', 'discountValue', 'terms']);
  assert.deepEqual(changesOf(saved, draft), {});
  assert.deepEqual(changesOf(saved, { ...draft, lines: [...draft.lines, newLine({ taxRate: '16' })] }), {});
  assert.deepEqual(changesOf(saved, { ...draft, fields: { ...draft.fields, terms: 'Net 30' } }), {
    terms: 'Net 30',
  });
  const more = changesOf(saved, { ...draft, lines: [{ ...draft.lines[0]!, quantity: '3' }] });
  assert.deepEqual(Object.keys(more), ['lines']);
});

test('blank lines are not sent, and a refusal finds its line although they were left out', () => {
  const lines = [newLine(), line(), newLine(), line({ unitPrice: '' })];
  assert.equal(linesBody(lines).length, 2);
  assert.equal(pathByKey('lines.1.unitPrice', lines), `lines.${lines[3]?.key}.unitPrice`);
  assert.equal(pathByKey('title', lines), 'title');
});

test('the way to an amount is shown unrounded', () => {
  assert.equal(exactProduct('1.5', '10.005', 'EUR'), '15.0075');
  assert.equal(exactProduct('2', '500', 'JOD'), '1000.000');
  assert.equal(exactProduct('0.1', '10.5', 'EUR'), '1.05');
  assert.equal(exactReduction('1120.000', '10', 'JOD'), '-112.000');
  assert.equal(priceDigits('3.2755', 'EUR'), 4);
  assert.equal(priceDigits('320', 'JOD'), 3);
});

test('what a line is beside its cells is saved with it, and a kept draft without it is plain', () => {
  const nature = { productId: 'p', unitCost: '9', optional: true, selected: false, sourceId: 's' };
  const record = { ...saved, lines: [{ ...saved.lines![0]!, ...nature }] };
  const draft = draftOf(record, []);
  assert.deepEqual(changesOf(record, draft), {});
  const [sent] = linesBody(draft.lines);
  assert.deepEqual(Object.fromEntries(Object.keys(nature).map((key) => [key, sent?.[key]])), nature);
  const { lineType: _, optional: __, selected: ___, ...old } = draft.lines[0]!;
  const [plain] = linesBody([old as (typeof draft.lines)[0]]);
  assert.deepEqual([plain?.lineType, plain?.optional, plain?.selected], ['item', false, true]);
});

test('an option that is not chosen has its price and counts for nothing', () => {
  const option = line({ optional: true, selected: false, taxRate: '4' });
  const priced = priceDraft({ fields, lines: [line(), option] });
  assert.equal(priced.byKey.get(option.key)?.netMinor, 2901000n);
  assert.equal(priced.total, '3365.160');
  assert.deepEqual(
    priced.rates.map(({ rate }) => rate),
    ['16'],
  );
});
