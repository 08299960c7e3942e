import { bad, type FieldCase, someId } from '#test/build/field-cases.ts';
import { catalogueBodies, catalogueTables, productParts, productPartsBody } from './catalogue-fields.ts';

const product: FieldCase[] = [
  ...bad.record(),
  ...bad.requiredLine('name', 180),
  ...bad.line('sku', 60),
  ...bad.prose('description', 5_000),
  ...bad.line('unit', 40),
  ...bad.flag('active'),
  ...bad.decimal('taxRate', 4, '100.0001'),
  ['prices', 'ten', 'invalid_type'],
  ['prices', null, 'required'],
  ['prices', Array(51).fill({ currency: 'EUR', unitPrice: 1 }), 'too_many'],
  [
    'prices',
    [
      { currency: 'EUR', unitPrice: 1 },
      { currency: 'EUR', unitPrice: 2 },
    ],
    'duplicate',
  ],
  ['prices.0', 'ten', 'invalid_type'],
  ['prices.0.amount', '1', 'unknown_field'],
  ['prices.0.currency', 'XXX', 'unknown_value'],
  ['prices.0.currency', null, 'required'],
  ...bad.decimal('prices.0.unitPrice', 4, '100000000000000'),
  ['prices.0.unitPrice', '', 'required'],
  ...productParts,
];

const plan = (at: string): FieldCase[] => [
  [`${at}mapping`, 'all', 'invalid_type'],
  [`${at}mapping`, null, 'required'],
  [`${at}matchOn`, 'email', 'invalid_type'],
  [`${at}matchOn`, Array(6).fill('email'), 'too_many'],
  [`${at}onDuplicate`, 'merge', 'unknown_value'],
  [`${at}dateOrder`, 'ydm', 'unknown_value'],
  [`${at}decimalComma`, 'yes', 'invalid_type'],
  [`${at}currency`, 'XXX', 'unknown_value'],
  [`${at}values`, 'all', 'invalid_type'],
];

const goodPlan = { mapping: { 'First name': 'firstName' } };

/** What the catalogue and imports refuse. */
export const importTables: Readonly<Record<string, readonly FieldCase[]>> = {
  ...catalogueTables,
  'POST /products': product,
  'PATCH /products/:id': product,
  'POST /imports/:id/reading': [
    ['encoding', 'morse', 'unknown_value'],
    ['delimiter', '#', 'unknown_value'],
    ['sheet', 7, 'invalid_type'],
    ['sheet', 'x'.repeat(101), 'too_long'],
  ],
  'POST /imports/:id/dry-run': plan(''),
  'POST /imports/templates': [
    ...bad.id('importId'),
    ['importId', null, 'required'],
    ...bad.requiredLine('name', 120),
    ['plan', 'none', 'invalid_type'],
    ...plan('plan.'),
  ],
};

export const importBodies: Readonly<Record<string, object>> = {
  ...catalogueBodies,
  'POST /products': { name: 'Desk', prices: [{ currency: 'EUR', unitPrice: '1' }], ...productPartsBody },
  'PATCH /products/:id': { prices: [{ currency: 'EUR', unitPrice: '1' }], ...productPartsBody },
  'POST /imports/:id/dry-run': goodPlan,
  'POST /imports/templates': { importId: someId, name: 'Export', plan: goodPlan },
};
