import { bad, type FieldCase, someId } from '#test/build/field-cases.ts';

const requiredId = (path: string): FieldCase[] => [
  ...bad.id(path),
  [path, null, 'required'],
  [path, '', 'required'],
];
const widest = '100000000000000';
const quantity = (path: string): FieldCase[] => [...bad.decimal(path, 4, widest), [path, 0, 'out_of_range']];

/** What a product refuses beside its words and prices: what it costs and what is in it. */
export const productParts: FieldCase[] = [
  ['costs', 'ten', 'invalid_type'],
  ['costs', Array(51).fill({ currency: 'EUR', unitCost: 1 }), 'too_many'],
  ['costs', Array(2).fill({ currency: 'EUR', unitCost: 1 }), 'duplicate'],
  ['costs.0.currency', 'XXX', 'unknown_value'],
  ...bad.decimal('costs.0.unitCost', 4, widest),
  ['components', 'all', 'invalid_type'],
  ['components', Array(51).fill({ productId: someId, quantity: 1 }), 'too_many'],
  ['components', Array(2).fill({ productId: someId, quantity: 1 }), 'duplicate'],
  ...requiredId('components.0.productId'),
  ...quantity('components.0.quantity'),
  ...bad.requiredWord('bundlePricing'),
];

export const productPartsBody = {
  costs: [{ currency: 'EUR', unitCost: '1' }],
  components: [{ productId: someId, quantity: '1' }],
};

const book: FieldCase[] = [
  ...bad.requiredLine('name', 120),
  ...bad.currency('currency'),
  ...bad.flag('active'),
  ...bad.date('validFrom'),
  ...bad.date('validUntil'),
  ['accountIds', 'all', 'invalid_type'],
  ['accountIds', ['17'], 'invalid_format', 'accountIds.0'],
  ['adjustmentPercent', '-100.1', 'out_of_range'],
  ['adjustmentPercent', '1000.1', 'out_of_range'],
  ['adjustmentPercent', 'ten', 'invalid_format'],
  ['adjustmentPercent', true, 'invalid_type'],
  ['prices', 'all', 'invalid_type'],
  ['prices', Array(2).fill({ productId: someId, unitPrice: 1 }), 'duplicate'],
  ...requiredId('prices.0.productId'),
  ...bad.decimal('prices.0.unitPrice', 4, widest),
  ...bad.decimal('prices.0.minQuantity', 4, widest),
];
const price = { productId: someId, unitPrice: '1', minQuantity: '1' };

/** What price books, lookups and the starts of quotes refuse. */
export const catalogueTables: Readonly<Record<string, readonly FieldCase[]>> = {
  'POST /price-books': book,
  'PATCH /price-books/:id': book,
  'PUT /price-books/order': [
    ['ids', 'all', 'invalid_type'],
    ['ids', [], 'too_few'],
    ['ids', ['17'], 'invalid_format', 'ids.0'],
    ['ids', Array(1001).fill(someId), 'too_many'],
    ['ids', null, 'required'],
  ],
  'POST /products/prices': [
    ...bad.currency('currency'),
    ...bad.id('accountId'),
    ...bad.date('date'),
    ['items', 'all', 'invalid_type'],
    ['items', [], 'too_few'],
    ['items', Array(501).fill({ productId: someId }), 'too_many'],
    ...requiredId('items.0.productId'),
    ...quantity('items.0.quantity'),
  ],
  'POST /quotes/:id/duplicate': bad.requiredLine('title', 180),
  'POST /quote-templates': [...bad.requiredLine('name', 120), ...requiredId('quoteId')],
  'PATCH /quote-templates/:id': [...bad.requiredLine('name', 120), ...requiredId('quoteId')],
};

export const catalogueBodies: Readonly<Record<string, object>> = {
  'POST /price-books': { name: 'List', currency: 'EUR', prices: [price] },
  'PATCH /price-books/:id': { prices: [price] },
  'PUT /price-books/order': { ids: [someId] },
  'POST /products/prices': { currency: 'EUR', items: [{ productId: someId, quantity: '1' }] },
  'POST /quote-templates': { name: 'Start', quoteId: someId },
};
