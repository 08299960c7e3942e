import assert from 'node:assert/strict';
import { test } from 'node:test';
import { headingCells, isBlank, linesBody, newLine } from '#web/components/document/draft.ts';
import {
  askedPrices,
  hasPrice,
  inCurrency,
  linesOfOffer,
  multiplied,
  type Offer,
  repriced,
} from '#web/components/document/offers.ts';
import { pasteInto, readRows } from '#web/components/document/paste.ts';
import { priceDraft } from '#web/components/document/price-draft.ts';

const offer = (more: Partial<Offer> = {}): Offer => ({
  id: 'desk',
  name: 'Desk',
  sku: 'D-1',
  description: null,
  unit: 'piece',
  taxRate: '19',
  unitPrice: '100',
  priceSource: 'product',
  priceBook: null,
  unitCost: '60',
  active: true,
  currencies: ['EUR'],
  image: null,
  bundlePricing: null,
  components: [],
  ...more,
});
const part = (productId: string, quantity: string, unitPrice: string | null) => ({
  ...offer({ unitPrice }),
  name: productId,
  productId,
  quantity,
});

test('a product that is picked fills its line and keeps the quantity and the place', () => {
  const line = newLine({ description: 'de', quantity: '3', taxRate: '7' });
  const [filled, ...more] = linesOfOffer(line, offer());
  assert.equal(more.length, 0);
  assert.deepEqual(
    [filled?.key, filled?.description, filled?.quantity, filled?.unit, filled?.unitPrice, filled?.taxRate],
    [line.key, 'Desk', '3', 'piece', '100', '19'],
  );
  assert.deepEqual([filled?.productId, filled?.unitCost], ['desk', '60']);
  assert.equal(linesOfOffer(line, offer({ taxRate: null }))[0]?.taxRate, '7');
  assert.equal(linesOfOffer(line, offer({ unitPrice: null }))[0]?.unitPrice, '');
});

test('a bundle becomes a heading and its parts, as often as the line said; at a price of its own it is one line', () => {
  const components = [part('desk', '1', '100'), part('lamp', '2.5', '20')];
  const line = newLine({ quantity: '2', taxRate: '19' });
  const lines = linesOfOffer(line, offer({ name: 'Office', bundlePricing: 'sum', components }));
  assert.deepEqual(
    lines.map(({ lineType, description, quantity, unitPrice, productId }) => [
      ...[lineType, description, quantity, unitPrice, productId],
    ]),
    [
      ['heading', 'Office', '1', '0', null],
      ['item', 'desk', '2', '100', 'desk'],
      ['item', 'lamp', '5', '20', 'lamp'],
    ],
  );
  assert.equal(new Set(lines.map(({ key }) => key)).size, 3);
  assert.equal(linesOfOffer(line, offer({ bundlePricing: 'own', components })).length, 1);
  assert.equal(multiplied('0.3333', '0.1'), '0.0333');
});

test('a heading is a line without a price; without words it is not sent', () => {
  const heading = newLine({ ...headingCells, description: 'Furniture' });
  const line = newLine({ description: 'Desk', unitPrice: '10', taxRate: '19' });
  const fields = { currency: 'EUR', discountType: 'percent', discountValue: '10' };
  const priced = priceDraft({ fields, lines: [heading, line, newLine(headingCells)] });
  assert.deepEqual([priced.problems, priced.total], [[], '10.71']);
  assert.equal(isBlank(newLine(headingCells)), true);
  const sent = linesBody([heading, newLine(headingCells), line]);
  assert.deepEqual(
    sent.map(({ lineType, quantity, unitPrice, taxRate }) => [lineType, quantity, unitPrice, taxRate]),
    [
      ['heading', '1', '0', '0'],
      ['item', '1', '10', '19'],
    ],
  );
});

test('words pasted over a heading name it anew, a row of figures makes it a line', () => {
  const heading = newLine({ ...headingCells, description: 'Furniture' });
  const locale = { locale: 'en', taxRate: '19' };
  const at = { row: 0, column: 0 };
  const [renamed] = pasteInto([heading], at, [['Chairs'], ['x']], locale);
  assert.deepEqual([renamed?.lineType, renamed?.description], ['heading', 'Chairs']);
  const [line] = pasteInto([heading], at, readRows('Chair\t2\tpc\t10'), locale);
  assert.deepEqual([line?.lineType, line?.unitPrice, line?.taxRate], ['item', '10', '19']);
});

test('prices of the catalogue change products only, each line by its own quantity', () => {
  const desk = newLine({ description: 'Desk', productId: 'desk', quantity: '1', unitPrice: '90' });
  const many = newLine({ description: 'Desk', productId: 'desk', quantity: '50', unitPrice: '90' });
  const free = newLine({ description: 'Delivery', unitPrice: '5' });
  assert.deepEqual(askedPrices([desk, free, many]), [
    { productId: 'desk', quantity: '1' },
    { productId: 'desk', quantity: '50' },
  ]);
  const answers = [
    { id: 'desk', unitPrice: '90', unitCost: null },
    { id: 'desk', unitPrice: '70', unitCost: null },
  ];
  const kept = repriced([desk, free, many], answers, { empty: false });
  assert.deepEqual(
    [kept.lines.map(({ unitPrice }) => unitPrice), kept.changed, kept.missing],
    [['90', '5', '70'], 1, 0],
  );
});

test('another currency keeps no number as a price: what the catalogue has none for is left to be typed', () => {
  const desk = newLine({ description: 'Desk', productId: 'desk', unitPrice: '90', unitCost: '60' });
  const free = newLine({ description: 'Delivery', unitPrice: '5' });
  const gift = newLine({ description: 'Gift', unitPrice: '0' });
  assert.deepEqual([desk, free, gift].map(hasPrice), [true, true, false]);
  const answers = [{ id: 'desk', unitPrice: null, unitCost: null }];
  const next = repriced([desk, free, gift], answers, { empty: true });
  assert.deepEqual(
    [next.lines.map(({ unitPrice }) => unitPrice), next.lines[0]?.unitCost, next.missing],
    [['', '', '0'], null, 2],
  );
  const draft = {
    fields: { currency: 'EUR', discountType: 'fixed', discountValue: '3' },
    lines: [desk],
  };
  const { fields } = inCurrency(draft, 'USD', next.lines);
  assert.deepEqual([fields.currency, fields.discountValue], ['USD', '']);
});
