import { formatMinor } from '#domain/money.ts';
import type { Call } from '#platform/access/call.ts';
import { may } from '#platform/access/can.ts';
import { getRecord } from '#records/read-record.ts';
import { invoiceKind } from './kind.ts';

const mostEntries = 500;

/** What happened to an invoice's balance beside its payments, the newest first. Who may not see payments sees none. */
export async function entriesOf(call: Call, invoiceId: string) {
  const invoice = await getRecord(call, invoiceKind, invoiceId);
  if (!may(call, 'accounting.payments.view', invoice)) return [];
  const rows = await call.database
    .selectFrom('invoiceEntry')
    .selectAll()
    .where('orgId', '=', call.orgId)
    .where('invoiceId', '=', invoice.id)
    .orderBy('entryDate', 'desc')
    .orderBy('id', 'desc')
    .limit(mostEntries)
    .execute();
  return rows.map((row) => ({
    id: row.id,
    kind: row.kind,
    date: row.entryDate,
    currency: row.currency,
    amount: formatMinor(row.amountMinor, row.currency),
    fromCredit: formatMinor(row.fromCreditMinor, row.currency),
    paymentId: row.paymentId,
    creditId: row.creditId,
    creditNoteId: row.creditNoteId,
    method: row.method,
    reference: row.reference,
    reason: row.reason,
    createdAt: row.createdAt,
    createdBy: row.createdBy,
  }));
}
