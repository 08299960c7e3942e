import type { InvoiceStatus } from '#domain/invoices.ts';
import type { ListColumn, RecordBase } from '#web/components/list/declare.ts';

/** What the pages around an invoice show of it. */
export type RelatedInvoice = RecordBase & {
  title: string;
  number: string | null;
  status: InvoiceStatus;
  overdue: boolean;
  currency: string;
  total: string;
  paid: string;
  balance: string;
  dueDate: string | null;
};

/** Overdue is no status of its own, but it is what one has to see. */
function shownStatus({ status, overdue }: RelatedInvoice): string {
  return overdue ? 'overdue' : status;
}

/** An invoice as a row inside another record's page. */
export const invoiceColumns: ListColumn<RelatedInvoice>[] = [
  { key: 'title', label: 'opportunities:invoice.number', width: 110 },
  { key: 'status', label: 'opportunities:invoice.status', type: 'status', width: 90, value: shownStatus },
  { key: 'dueDate', label: 'opportunities:invoice.dueDate', type: 'date', width: 90 },
  { key: 'total', label: 'opportunities:invoice.total', type: 'money', width: 100 },
  { key: 'paid', label: 'opportunities:invoice.paid', type: 'money', width: 100 },
  { key: 'balance', label: 'opportunities:invoice.balance', type: 'money', width: 100 },
];
