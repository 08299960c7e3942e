import type { Call } from '#platform/access/call.ts';
import { type RecordRow, tablesOf } from '#records/kind.ts';
import { writeChange } from '#records/update-record.ts';
import { quoteKind } from '../kind.ts';

/** Says on a quote, which the caller holds, which order was made of it. */
export function linkOrder(call: Call, quote: RecordRow, orderId: string): Promise<RecordRow> {
  return writeChange(call, quoteKind, quote, { orderId }, { event: 'quote.ordered', payload: { orderId } });
}

/**
 * The quote that names this order, held until the end of the transaction; null where there is none or it lies beyond the
 * wall of this transaction. No right on the quote is asked: it follows its order.
 */
export async function lockQuoteOfOrder(call: Call, order: RecordRow): Promise<RecordRow | null> {
  if (typeof order.quoteId !== 'string') return null;
  const quote = await tablesOf(call)
    .selectFrom(quoteKind.table)
    .selectAll()
    .where('orgId', '=', call.orgId)
    .where('id', '=', order.quoteId)
    .where('orderId', '=', order.id)
    .forNoKeyUpdate()
    .executeTakeFirst();
  return (quote as RecordRow | undefined) ?? null;
}

/** Takes from a quote, which the caller holds, the order that was cancelled. */
export function unlinkOrder(call: Call, quote: RecordRow): Promise<RecordRow> {
  return writeChange(call, quoteKind, quote, { orderId: null });
}
