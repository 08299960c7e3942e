import { Problem } from '#domain/problems.ts';
import type { Call } from '#platform/access/call.ts';
import type { RecordRow } from '#records/kind.ts';
import { writeChange } from '#records/update-record.ts';
import { quoteKind } from '../kind.ts';

/** Says on a quote, which the caller holds, which subscription was made of it. */
export function linkSubscription(call: Call, quote: RecordRow, subscriptionId: string): Promise<RecordRow> {
  return writeChange(
    call,
    quoteKind,
    quote,
    { subscriptionId },
    { event: 'quote.subscribed', payload: { subscriptionId } },
  );
}

/** One sale is billed one way: what became a subscription becomes neither an order nor an invoice of its own. */
export function refuseSubscribed({ subscriptionId }: RecordRow): void {
  if (typeof subscriptionId !== 'string') return;
  throw new Problem('already_converted', {
    detail: 'The quote became a subscription, which is billed by its periods.',
    subscriptionId,
  });
}
