import type { QuoteStatus } from '#domain/quotes.ts';
import type { ListColumn, RecordBase } from '#web/components/list/declare.ts';

/** What the pages around a quote show of it. */
export type RelatedQuote = RecordBase & {
  title: string;
  number: string;
  status: QuoteStatus;
  currency: string;
  amount: string | null;
  validUntil: string | null;
};

/** A quote as a row inside another record's page. */
export const quoteColumns: ListColumn<RelatedQuote>[] = [
  { key: 'title', label: 'opportunities:quote.title', width: 130 },
  { key: 'number', label: 'opportunities:quote.number', type: 'code', width: 90 },
  { key: 'status', label: 'opportunities:quote.status', type: 'status', width: 90 },
  { key: 'amount', label: 'opportunities:quote.amount', type: 'money', width: 100 },
  { key: 'validUntil', label: 'opportunities:quote.validUntil', type: 'date', width: 90 },
];
