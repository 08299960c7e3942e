import { may } from '#platform/access/can.ts';
import { type RecordKind, recordKind } from '#records/kind.ts';

export const paymentKind: RecordKind = recordKind({
  name: 'payment',
  table: 'payment',
  path: '/payments',
  module: 'accounting',
  capability: 'accounting.payments',
  titleColumn: 'method',
  searchable: false,
  immutable: true,
  fields: {
    date: { type: 'date', column: 'paymentDate', filter: true, sort: 'required' },
    amount: { type: 'money', currency: 'currency' },
    // What of it was beyond the balance, and what of the rest was paid back.
    keptAsCredit: { type: 'money', currency: 'currency', column: 'creditMinor', readOnly: true },
    refunded: { type: 'money', currency: 'currency', readOnly: true },
    currency: { type: 'text', filter: true },
    method: { type: 'option', list: 'payment_method', filter: true },
    reference: { type: 'text', filter: true },
    invoiceId: { type: 'link', to: 'invoice', filter: true },
    accountId: { type: 'link', to: 'account', filter: true },
  },
  abilities: (call, row) => ({
    refund: row.refundedMinor !== row.amountMinor && may(call, 'accounting.payments.refund', row),
  }),
});
