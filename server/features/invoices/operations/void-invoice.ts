import { type InvoiceStatus, type InvoiceVoidBody, invoiceStatus } from '#domain/invoices.ts';
import { illegalTransition } from '#domain/problems.ts';
import type { Call } from '#platform/access/call.ts';
import { requireOn } from '#platform/access/can.ts';
import { changeStatus } from '#records/change-status.ts';
import type { RecordRow } from '#records/kind.ts';
import { lockRecord, requireActive, requireVersion } from '#records/read-record.ts';
import { viewOf } from '#records/update-record.ts';
import { invoiceKind } from '../kind.ts';

/** Takes an issued invoice back, for a reason. It keeps its number; one with payments cannot be voided. */
export async function voidInvoice(
  call: Call,
  id: string,
  { reason }: InvoiceVoidBody,
  ifMatch: number | null,
): Promise<RecordRow> {
  const invoice = await lockRecord(call, invoiceKind, id);
  requireOn(call, 'accounting.invoices.void', invoice, viewOf(invoiceKind));
  requireVersion(invoice, ifMatch);
  requireActive(invoice);
  const from = invoice.status as InvoiceStatus;
  if (!invoiceStatus.canMove(from, 'void')) {
    throw illegalTransition(from, 'void', invoiceStatus.allowed(from));
  }
  return changeStatus(call, invoiceKind, invoice, {
    column: 'status',
    to: 'void',
    reason,
    columns: { voidReason: reason },
    event: 'invoice.voided',
  });
}
