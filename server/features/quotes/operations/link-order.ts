import type { Call } from '#platform/access/call.ts';
import type { RecordRow } from '#records/kind.ts';
import { writeChange } from '#records/update-record.ts';
import { quoteKind } from '../kind.ts';

/** Says on a quote, which the caller holds, which order was made of it. */
export function linkOrder(call: Call, quote: RecordRow, orderId: string): Promise<RecordRow> {
  return writeChange(call, quoteKind, quote, { orderId }, { event: 'quote.ordered', payload: { orderId } });
}

/** Takes from a quote, which the caller holds, the order that was cancelled. */
export function unlinkOrder(call: Call, quote: RecordRow): Promise<RecordRow> {
  return writeChange(call, quoteKind, quote, { orderId: null });
}
