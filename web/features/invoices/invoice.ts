import type { InvoiceEntryKind, InvoiceStatus } from '#domain/invoices.ts';
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
  series: string | null;
  entityId: string;
  paid: string;
  creditUsed: string;
  credited: string;
  writtenOff: string;
  balance: string;
  /** The customer's credit that could be set against it. */
  creditAvailable?: string | null;
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
  keptAsCredit: string;
  refunded: string;
  currency: string;
  method: string;
  reference: string | null;
};

/** What changed the balance of an invoice beside its payments. */
export type Entry = {
  id: string;
  kind: InvoiceEntryKind;
  date: string;
  currency: string;
  amount: string;
  creditNoteId: string | null;
  method: string | null;
  reference: string | null;
  reason: string | null;
};

/** Whether an amount on the wire is more than nothing. */
export const isSome = (amount: string | null | undefined) => /[1-9]/.test(amount ?? '');

type Standing = Pick<Invoice, 'status' | 'overdue'> &
  Partial<Pick<Invoice, 'total' | 'credited' | 'writtenOff'>>;

/**
 * The status as people speak of it: an invoice past its due date is overdue, whatever was paid of it; one that is settled
 * was written off, or credited as a whole, rather than paid.
 */
export function shownStatus({ status, overdue, total, credited, writtenOff }: Standing): string {
  if (overdue) return 'overdue';
  if (status !== 'paid') return status;
  if (isSome(writtenOff)) return 'written_off';
  return isSome(credited) && credited === total ? 'credited' : status;
}

/** What can be done to an invoice in a dialog. */
export type InvoiceAct =
  | 'issue'
  | 'send'
  | 'pay'
  | 'void'
  | 'applyCredit'
  | 'credit'
  | 'writeOff'
  | 'reverseWriteOff';

export type DialogProps = { invoice: Invoice; act: InvoiceAct | null; close: () => void };
