import { illegalTransition } from '#domain/problems.ts';
import { type QuoteStatus, quoteStatus } from '#domain/quotes.ts';
import { type Call, instant } from '#platform/access/call.ts';
import { changeStatus } from '#records/change-status.ts';
import type { RecordRow } from '#records/kind.ts';
import { quoteKind } from '../kind.ts';
import { noChangesAwaited } from './accept-quote.ts';

/** Declines a quote that the caller holds and was allowed to; one that is declined already stays as it is. */
export async function declineQuote(
  call: Call,
  quote: RecordRow,
  { note = null, name = null }: { note?: string | null; name?: string | null },
): Promise<RecordRow> {
  const from = quote.status as QuoteStatus;
  if (from === 'declined') return quote;
  if (!quoteStatus.canMove(from, 'declined')) {
    throw illegalTransition(from, 'declined', quoteStatus.allowed(from));
  }
  return changeStatus(call, quoteKind, quote, {
    column: 'status',
    to: 'declined',
    reason: note,
    columns: { ...noChangesAwaited, decisionNote: note, decidedByName: name, decidedAt: instant(call) },
    event: 'quote.declined',
    payload: { name },
  });
}
