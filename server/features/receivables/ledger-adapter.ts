import { stringify } from 'csv-stringify/sync';
import { formatMinor } from '#domain/money.ts';
import { guarded } from '#records/export-cells.ts';

/** One line of a journal: an amount in debit or in credit of one account, never both. Minor units. */
export type JournalLine = {
  account: string;
  debitMinor: bigint;
  creditMinor: bigint;
  taxRate: string | null;
};

/** What is booked for one fact; its debits and its credits come to the same. */
export type JournalEntry = {
  id: string;
  date: string;
  kind: string;
  number: string | null;
  customer: string;
  currency: string;
  text: string | null;
  lines: JournalLine[];
};

/** How journals reach an outside ledger. Another program's format is another adapter over the same entries. */
export type LedgerAdapter = {
  contentType: string;
  fileName(range: { from: string; to: string }): string;
  write(batches: AsyncIterable<readonly JournalEntry[]>): AsyncIterable<string>;
};

const header = [
  'entry',
  'date',
  'kind',
  'number',
  'customer',
  'account',
  'debit',
  'credit',
  'currency',
  'taxRate',
  'text',
];

const text = (value: string | null) => guarded(value ?? '');

function rowsOf({ id, date, kind, number, customer, currency, text: said, lines }: JournalEntry): string[][] {
  const amount = (minor: bigint) => (minor === 0n ? '' : formatMinor(minor, currency));
  return lines.map(({ account, debitMinor, creditMinor, taxRate }) => [
    id,
    date,
    kind,
    text(number),
    text(customer),
    account,
    amount(debitMinor),
    amount(creditMinor),
    currency,
    taxRate ?? '',
    text(said),
  ]);
}

/** CSV as every ledger can read it: one row for each line of an entry, UTF-8 with a mark. */
export const csvLedger: LedgerAdapter = {
  contentType: 'text/csv; charset=utf-8',
  fileName: ({ from, to }) => `journal-${from}-${to}.csv`,
  async *write(batches) {
    yield `\uFEFF${stringify([header])}`;
    for await (const entries of batches) {
      if (entries.length > 0) yield stringify(entries.flatMap(rowsOf));
    }
  },
};
