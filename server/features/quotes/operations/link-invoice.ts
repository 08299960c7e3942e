import type { Call } from '#platform/access/call.ts';
import { type RecordRow, tablesOf } from '#records/kind.ts';
import { writeChange } from '#records/update-record.ts';
import { quoteKind } from '../kind.ts';

/** Says on a quote, which the caller holds, which invoice was made of it. */
export function linkInvoice(call: Call, quote: RecordRow, invoiceId: string): Promise<RecordRow> {
  return writeChange(
    call,
    quoteKind,
    quote,
    { invoiceId },
    { event: 'quote.invoiced', payload: { invoiceId } },
  );
}

/**
 * The quote that names this invoice, held until the end of the transaction; null where there is none or it lies beyond
 * the wall of this transaction. No right on the quote is asked: it follows its invoice.
 */
export async function lockQuoteOfInvoice(call: Call, invoice: RecordRow): Promise<RecordRow | null> {
  if (typeof invoice.quoteId !== 'string') return null;
  const quote = await tablesOf(call)
    .selectFrom(quoteKind.table)
    .selectAll()
    .where('orgId', '=', call.orgId)
    .where('id', '=', invoice.quoteId)
    .where('invoiceId', '=', invoice.id)
    .forNoKeyUpdate()
    .executeTakeFirst();
  return (quote as RecordRow | undefined) ?? null;
}

/** Names on a quote, which the caller holds, the invoice that counts after another one was taken back; null for none. */
export function relinkInvoice(call: Call, quote: RecordRow, invoiceId: string | null): Promise<RecordRow> {
  return writeChange(call, quoteKind, quote, { invoiceId });
}
