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
 * The quote of an invoice or an order that changes, held until the end of the transaction; null where there is none or it
 * lies beyond the wall of this transaction. No right on the quote is asked: it follows.
 */
export async function lockQuoteBehind(call: Call, id: unknown): Promise<RecordRow | null> {
  if (typeof id !== 'string') return null;
  const quote = await tablesOf(call)
    .selectFrom(quoteKind.table)
    .selectAll()
    .where('orgId', '=', call.orgId)
    .where('id', '=', id)
    .forNoKeyUpdate()
    .executeTakeFirst();
  return (quote as RecordRow | undefined) ?? null;
}

/** Names on a quote, which the caller holds, the invoice that counts from now on; null for none. */
export async function relinkInvoice(
  call: Call,
  quote: RecordRow,
  invoiceId: string | null,
): Promise<RecordRow> {
  return quote.invoiceId === invoiceId ? quote : writeChange(call, quoteKind, quote, { invoiceId });
}
