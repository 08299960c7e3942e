import { bad, type FieldCase, someId } from '#test/build/field-cases.ts';

const amount = (path: string): FieldCase[] => [
  ...bad.decimal(path, 4, '9000000000000001'),
  [path, 0, 'out_of_range'],
];

const reason: FieldCase[] = [...bad.prose('reason', 1_000), ['reason', ' ', 'required']];

const money: FieldCase[] = [
  ...bad.date('date'),
  ['date', null, 'required'],
  ...amount('amount'),
  ['amount', null, 'required'],
  ...bad.requiredLine('method', 120),
  ...bad.line('reference', 120),
];

const credited: FieldCase[] = [
  ...reason,
  ...bad.date('creditDate'),
  ...bad.line('reference', 120),
  ['language', 'fr', 'unknown_value'],
  ...bad.prose('customerNote', 5_000),
  ...bad.prose('internalNote', 5_000),
  ['tags', 'vip', 'invalid_type'],
  ['tags', [''], 'required', 'tags.0'],
  ['lines', 'all', 'invalid_type'],
  ['lines', [], 'too_few'],
  ['lines', Array(501).fill({ lineId: someId }), 'too_many'],
  ['lines.0.price', 1, 'unknown_field'],
  ...bad.id('lines.0.lineId'),
  ['lines.0.lineId', null, 'required'],
  ...bad.decimal('lines.0.quantity', 4, '100000000000000'),
  ['lines.0.quantity', 0, 'out_of_range'],
  ...bad.decimal('lines.0.amount', 4, '9000000000000001'),
  ['lines.0.amount', 0, 'out_of_range'],
  ...amount('amount'),
  ['whole', false, 'unknown_value'],
  ['number', 'CN-1', 'unknown_field'],
  ['total', '1', 'unknown_field'],
];

const seriesChange: FieldCase[] = [
  ...bad.line('name', 120),
  ...bad.requiredLine('pattern', 60),
  ['pattern', 'INV', 'invalid_format'],
  ...bad.whole('nextNumber', 999_999_999_999),
  ['nextNumber', 0, 'out_of_range'],
  ['nextNumber', null, 'required'],
  ['isDefault', 'yes', 'invalid_type'],
];

export const receivablesTables: Record<string, FieldCase[]> = {
  'POST /invoices/:id/issue': [...bad.date('invoiceDate'), ...bad.date('dueDate')],
  'POST /invoices/:id/void': reason,
  'POST /invoices/:id/payments': [...money, ['keepAsCredit', 'yes', 'invalid_type']],
  'POST /invoices/:id/apply-credit': [...amount('amount'), ...bad.id('creditId')],
  'POST /invoices/:id/write-off': [...reason, ...amount('amount')],
  'POST /invoices/:id/reverse-write-off': reason,
  'POST /payments/:id/refund': money,
  'POST /credits/:id/refund': money,
  'POST /invoices/:id/credit': credited,
  'POST /credit-notes': [...credited, ...bad.id('invoiceId'), ['invoiceId', null, 'required']],
  'PATCH /credit-notes/:id': [...credited, ...bad.id('ownerId')],
  'POST /credit-notes/:id/issue': bad.date('creditDate'),
  'POST /numbering/:nodeId/invoice/series': [
    ['code', '', 'required'],
    ['code', null, 'required'],
    ['code', 7, 'invalid_type'],
    ['code', 'ABCDEFGHIJKLM', 'too_long'],
    ['code', 'A-1', 'invalid_format'],
    ...seriesChange,
  ],
  'PATCH /numbering/:nodeId/invoice/series/:code': [...seriesChange, ['active', 1, 'invalid_type']],
};

const refund = { date: '2026-03-01', amount: '10', method: 'cash' };

export const receivablesBodies: Record<string, object> = {
  'POST /invoices/:id/void': { reason: 'Mistake' },
  'POST /invoices/:id/payments': refund,
  'POST /invoices/:id/write-off': { reason: 'Insolvent' },
  'POST /invoices/:id/reverse-write-off': { reason: 'They paid' },
  'POST /payments/:id/refund': refund,
  'POST /credits/:id/refund': refund,
  'POST /invoices/:id/credit': { reason: 'Returned', lines: [{ lineId: someId }] },
  'POST /credit-notes': { reason: 'Returned', invoiceId: someId, lines: [{ lineId: someId }] },
  'PATCH /credit-notes/:id': { lines: [{ lineId: someId }] },
  'POST /numbering/:nodeId/invoice/series': { code: 'EXP', pattern: 'EXP-{number}' },
};
