import { bad, type FieldCase, someId } from '#test/build/field-cases.ts';

const rule: FieldCase[] = [
  ...bad.requiredLine('name', 120),
  ...bad.decimal('limit', 4, '9000000000000001'),
  ['limit', null, 'required'],
  ['limit', '100.5', 'out_of_range'],
  ...bad.currency('currency'),
  ['currency', 'EUR', 'not_allowed'],
  ['unknownCounts', 'yes', 'invalid_type'],
  ...bad.id('nodeId'),
  ['nodeId', someId, 'not_found'],
  ['approverRoleIds', 'all', 'invalid_type'],
  ['approverRoleIds', null, 'required'],
  ['approverRoleIds', ['17'], 'invalid_format', 'approverRoleIds.0'],
  ['approverRoleIds', [someId], 'not_found', 'approverRoleIds.0'],
  ['approverRoleIds', Array(51).fill(someId), 'too_many'],
  ['active', 'yes', 'invalid_type'],
  ...bad.whole('sortOrder', 1_000_000),
];

const message: FieldCase[] = [
  ...bad.prose('message', 5_000),
  ['notifyBySms', 'yes', 'invalid_type'],
  ...bad.word('language'),
  ['language', 'both', 'unknown_value'],
  ['to', 'nora@customer.example', 'unknown_field'],
];

const order: FieldCase[] = [
  ['ids', 'all', 'invalid_type'],
  ['ids', [], 'too_few'],
  ['ids', ['17'], 'invalid_format', 'ids.0'],
  ['ids', [someId], 'not_found', 'ids.0'],
];

/** The bad values of approvals and of sending documents. */
export const sendingTables: Record<string, FieldCase[]> = {
  'POST /approval-rules': [...rule, ...bad.requiredWord('condition')],
  'PATCH /approval-rules/:id': [...rule, ['condition', 'total', 'unknown_field']],
  'PUT /approval-rules/order': order,
  'POST /quotes/:id/request-approval': bad.prose('comment', 1_000),
  'POST /quotes/:id/approve': bad.prose('comment', 1_000),
  'POST /quotes/:id/reject': [...bad.prose('comment', 1_000), ['comment', '  ', 'required']],
  'POST /quotes/:id/send': [...message, ...bad.instant('scheduledAt')],
  'POST /quotes/:id/resend': message,
  'POST /invoices/:id/send': message,
  'POST /orders/:id/send': message,
  'POST /credit-notes/:id/send': message,
};

export const sendingBodies = {
  'POST /approval-rules': { name: 'Big discounts', condition: 'discount', limit: '10' },
  'PUT /approval-rules/order': { ids: [someId] },
  'POST /quotes/:id/reject': { comment: 'Too low' },
};
