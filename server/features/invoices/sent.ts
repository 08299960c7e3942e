import type { FixedKind } from '#features/quotes/operations/send-fixed.ts';
import type { RecordRow } from '#records/kind.ts';
import { invoiceKind } from './kind.ts';
import './printable.ts';

/** Whether a customer may get it: a draft says nothing yet, and a void one nothing any more. */
function isSendable({ status, archivedAt }: RecordRow): boolean {
  return status !== 'draft' && status !== 'void' && archivedAt === null;
}

/** How invoices are sent: once they are issued. */
export const sentInvoices: FixedKind = {
  kind: invoiceKind,
  capability: 'accounting.invoices.send',
  event: 'invoice.sent',
  isSendable,
};
