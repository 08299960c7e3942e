import type { WriteOffReversalBody } from '#domain/invoices.ts';
import type { Call } from '#platform/access/call.ts';
import { requireOn } from '#platform/access/can.ts';
import { todayAt } from '#records/entity-calendar.ts';
import type { RecordRow } from '#records/kind.ts';
import { lockRecord, requireActive, requireVersion } from '#records/read-record.ts';
import { viewOf } from '#records/update-record.ts';
import { invoiceKind } from '../kind.ts';
import { addInvoiceEntry, amountIn } from './add-invoice-entry.ts';
import { exceedsBalance, requireOwed, settleInvoice } from './settle-invoice.ts';

/** Takes back all that was written off: it is due again. The write-off stays told, and so does this. */
export async function reverseWriteOff(
  call: Call,
  id: string,
  { reason }: WriteOffReversalBody,
  ifMatch: number | null,
): Promise<RecordRow> {
  const invoice = await lockRecord(call, invoiceKind, id);
  requireOn(call, 'accounting.invoices.write_off', invoice, viewOf(invoiceKind));
  requireVersion(invoice, ifMatch);
  requireActive(invoice);
  requireOwed(invoice);
  const amountMinor = invoice.writtenOffMinor as bigint;
  if (amountMinor === 0n) {
    throw exceedsBalance(0n, invoice.currency as string, () => 'Nothing of this invoice is written off.');
  }
  const date = await todayAt(call, invoice.entityId as string);
  await addInvoiceEntry(call, invoice, { kind: 'write_off_reversal', date, amountMinor, reason });
  return settleInvoice(call, invoice, {
    add: { writtenOffMinor: -amountMinor },
    event: 'invoice.write_off_reversed',
    reason,
    payload: amountIn(invoice, amountMinor),
  });
}
