import { bad, type FieldCase, someId } from '#test/build/field-cases.ts';

const line = { description: 'Desk', quantity: '1', unitPrice: '100', taxRate: '19' };

const delivery: FieldCase[] = [
  ['lines', 'all', 'invalid_type'],
  ['lines', [], 'too_few'],
  ['lines', Array(501).fill({ lineId: someId, quantity: 1 }), 'too_many'],
  ['lines.0.colour', 'red', 'unknown_field'],
  ...bad.id('lines.0.lineId'),
  ['lines.0.lineId', null, 'required'],
  ...bad.decimal('lines.0.quantity', 4, '100000000000000'),
  ['lines.0.quantity', 0, 'out_of_range'],
  ['lines.0.quantity', null, 'required'],
  ...bad.prose('note', 1_000),
  ...bad.date('date'),
];

/** The bad values of sales orders, beside those that every numbered document refuses. */
export function orderTables(document: readonly FieldCase[]): Record<string, FieldCase[]> {
  const order: FieldCase[] = [
    ...document,
    ...bad.requiredLine('title', 180),
    ...bad.date('orderDate'),
    ...bad.date('deliveryDate'),
    ['status', 'confirmed', 'unknown_field'],
    ['quoteId', someId, 'unknown_field'],
  ];
  return {
    'POST /orders': order,
    'PATCH /orders/:id': [...order, ['number', null, 'required'], ['orderDate', null, 'required']],
    'POST /orders/:id/cancel': [...bad.prose('reason', 1_000), ['reason', null, 'required']],
    'POST /orders/:id/fulfil': delivery,
    'POST /orders/:id/convert-to-invoice': [...bad.requiredWord('part'), ...bad.id('entityId')],
  };
}

export const orderBodies = {
  'POST /orders': { title: 'Delivery', lines: [line] },
  'PATCH /orders/:id': { lines: [line] },
  'POST /orders/:id/cancel': { reason: 'Mistake' },
  'POST /orders/:id/fulfil': { lines: [{ lineId: someId, quantity: '1' }] },
};
