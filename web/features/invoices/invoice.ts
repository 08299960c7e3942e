import type { InvoiceStatus } from '#domain/invoices.ts';
import type { Scope } from '#domain/scope.ts';
import type { SavedRecord } from '#web/components/document/saved-sheet.tsx';
import type { Values } from '#web/components/form/field.ts';
import type { RecordBase } from '#web/components/list/declare.ts';

/** An invoice on the wire. */
export type Invoice = SavedRecord & {
  number: string | null;
  status: InvoiceStatus;
  overdue?: boolean;
  scope: Scope;
  reference: string | null;
  invoiceDate: string | null;
  dueDate: string | null;
  paymentTermId: string | null;
  issuedAt: string | null;
  sentAt: string | null;
  voidReason: string | null;
  paid: string;
  balance: string;
  billingAddress: Values | null;
  accountId: string;
  contactId: string | null;
  opportunityId: string | null;
  orderId: string | null;
  quoteId: string | null;
  tags: string[];
  createdAt: string;
  updatedAt: string;
};

/** Money that came in for an invoice. */
export type Payment = RecordBase & {
  date: string;
  amount: string;
  currency: string;
  method: string;
  reference: string | null;
};

/** The status as people speak of it: an invoice past its due date is overdue, whatever was paid of it. */
export function shownStatus(invoice: Pick<Invoice, 'status' | 'overdue'>): string {
  return invoice.overdue ? 'overdue' : invoice.status;
}
