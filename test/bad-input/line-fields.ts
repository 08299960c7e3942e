import { bad, type FieldCase } from '#test/build/field-cases.ts';

const price = (path: string): FieldCase[] => bad.decimal(path, 4, '100000000000000');
const percent = (path: string): FieldCase[] => bad.decimal(path, 4, '100.0001');

/** The bad values of the lines of a priced document. */
export const lines: FieldCase[] = [
  ['lines', 'one', 'invalid_type'],
  ['lines', null, 'required'],
  ['lines', Array(501).fill({ description: 'x', quantity: 1, unitPrice: 1, taxRate: 0 }), 'too_many'],
  ['lines.0.colour', 'red', 'unknown_field'],
  ['lines.0', 'Desk', 'invalid_type'],
  ...bad.requiredLine('lines.0.description', 255),
  ...price('lines.0.quantity'),
  ['lines.0.quantity', 0, 'out_of_range'],
  ['lines.0.quantity', null, 'required'],
  ...bad.line('lines.0.unit', 40),
  ...price('lines.0.unitPrice'),
  ['lines.0.unitPrice', '', 'required'],
  ...percent('lines.0.taxRate'),
  ...percent('lines.0.discountPercent'),
  ...bad.whole('lines.0.sortOrder', 1_000_000),
  ...bad.requiredWord('lines.0.lineType'),
  ...bad.id('lines.0.productId'),
  ...price('lines.0.unitCost'),
  ...bad.flag('lines.0.optional'),
  ...bad.flag('lines.0.selected'),
  ...bad.id('lines.0.sourceId'),
];
