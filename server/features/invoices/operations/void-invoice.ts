import { type InvoiceStatus, type InvoiceVoidBody, invoiceStatus } from '#domain/invoices.ts';
import { illegalTransition } from '#domain/problems.ts';
import type { Call } from '#platform/access/call.ts';
import { requireOn } from '#platform/access/can.ts';
import { changeStatus } from '#records/change-status.ts';
import type { RecordRow } from '#records/kind.ts';
import { lockRecord, requireActive, requireVersion } from '#records/read-record.ts';
import { viewOf } from '#records/update-record.ts';
import { invoiceKind, invoiceLines, mayBeVoided } from '../kind.ts';
import { leavesCredit } from '../queries-credit.ts';
import { freeSale } from '../sold-lines.ts';

/**
 * Takes an issued invoice back, for a reason, and gives what it charged back to its sale. It keeps its number. One that
 * anything has settled cannot be voided, nor one that was credited or whose payment left credit behind, also where what was
 * paid of it went back since: it would be taken back twice.
 */
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
  if (!mayBeVoided(invoice) || (await leavesCredit(call, invoice.id))) {
    const allowed = invoiceStatus.allowed(from).filter((to) => to !== 'void');
    throw illegalTransition(from, 'void', allowed);
  }
  await freeSale(call, invoiceLines, invoice);
  return changeStatus(call, invoiceKind, invoice, {
    column: 'status',
    to: 'void',
    reason,
    columns: { voidReason: reason },
    event: 'invoice.voided',
  });
}
