import type { InvoiceStatus } from '#domain/invoices.ts';
import type { ListColumn, RecordBase } from '#web/components/list/declare.ts';

/** What the pages around an invoice show of it. */
export type RelatedInvoice = RecordBase & {
  /** Its number or, until it has one, its title. */
  displayName: string;
  status: InvoiceStatus;
  overdue: boolean;
  currency: string;
  paid: string;
  balance: string;
};

/** Overdue is no status of its own, but it is what one has to see. */
function shownStatus({ status, overdue }: RelatedInvoice): string {
  return overdue ? 'overdue' : status;
}

/** An invoice as a row inside another record's page. */
export const invoiceColumns: ListColumn<RelatedInvoice>[] = [
  { key: 'displayName', label: 'opportunities:invoice.number', width: 140 },
  { key: 'status', label: 'opportunities:invoice.status', type: 'status', width: 112, value: shownStatus },
  { key: 'paid', label: 'opportunities:invoice.paid', type: 'money', width: 120 },
  { key: 'balance', label: 'opportunities:invoice.balance', type: 'money', width: 120 },
];
