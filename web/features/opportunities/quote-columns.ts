import type { QuoteStatus } from '#domain/quotes.ts';
import type { ListColumn, RecordBase } from '#web/components/list/declare.ts';

/** What the pages around a quote show of it. */
export type RelatedQuote = RecordBase & {
  title: string;
  number: string;
  status: QuoteStatus;
  currency: string;
  amount: string | null;
};

/** A quote as a row inside another record's page. */
export const quoteColumns: ListColumn<RelatedQuote>[] = [
  { key: 'title', label: 'opportunities:quote.title', width: 170 },
  { key: 'number', label: 'opportunities:quote.number', type: 'code', width: 118 },
  { key: 'status', label: 'opportunities:quote.status', type: 'status', width: 104 },
  { key: 'amount', label: 'opportunities:quote.amount', type: 'money', width: 124 },
];
