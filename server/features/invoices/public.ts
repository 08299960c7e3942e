import { type InvoiceStatus, isOverdue } from '#domain/invoices.ts';
import { formatMinor } from '#domain/money.ts';
import type { PublicDocumentWire } from '#domain/sharing.ts';
import { publicDocument } from '#features/sharing/kind.ts';
import { publicContent } from '#features/sharing/queries-content.ts';
import { announce, audit, type Call } from '#platform/access/call.ts';
import { eventRecord } from '#records/create-record.ts';
import { todayAt } from '#records/entity-calendar.ts';
import type { RecordRow } from '#records/kind.ts';
import { invoiceKind } from './kind.ts';

/** What the customer sees of an invoice: what is due, until when, and where to pay it. */
async function showInvoice(call: Call, invoice: RecordRow): Promise<Omit<PublicDocumentWire, 'document'>> {
  const amount = (column: string) => formatMinor(invoice[column] as bigint, invoice.currency as string);
  const status = invoice.status as InvoiceStatus;
  const dueDate = invoice.dueDate as string | null;
  const said = await publicContent(call, 'invoice', invoice, {
    validUntil: null,
    dueDate,
    overdue: isOverdue(status, dueDate, await todayAt(call, invoice.entityId as string)),
    paid: amount('paidMinor'),
    balance: amount('balanceMinor'),
    toPay: status !== 'void',
  });
  return {
    ...said,
    kind: 'invoice',
    status: status as PublicDocumentWire['status'],
    decision: null,
    changesRequested: null,
    can: { accept: false, decline: false, requestChanges: false, choose: false },
  };
}

/** The first time that a person looks at an invoice is told; the invoice itself stays as it was issued. */
async function tellViewed(call: Call, invoice: RecordRow, first: boolean): Promise<RecordRow> {
  if (!first) return invoice;
  audit(call, {
    action: 'invoice.viewed',
    recordKind: 'invoice',
    recordId: invoice.id,
    scopePath: invoice.scopePath,
  });
  announce(call, { type: 'invoice.viewed', record: eventRecord(invoiceKind, invoice) });
  return invoice;
}

publicDocument({
  kind: invoiceKind,
  capability: 'accounting.invoices.send',
  isShown: ({ status }) => status !== 'draft',
  show: showInvoice,
  viewed: tellViewed,
});
