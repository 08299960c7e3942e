import { illegalTransition } from '#domain/problems.ts';
import { type QuoteStatus, quoteStatus } from '#domain/quotes.ts';
import { type Call, instant } from '#platform/access/call.ts';
import type { RecordRow } from '#records/kind.ts';
import { writeChange } from '#records/update-record.ts';
import { quoteKind } from '../kind.ts';
import { requireStillValid } from './accept-quote.ts';

/**
 * Notes on a quote, which the caller holds, what its customer wants changed. The quote stays open; asking again takes the
 * place of what was asked before.
 */
export async function requestChanges(
  call: Call,
  quote: RecordRow,
  { note, name = null }: { note: string; name?: string | null },
): Promise<RecordRow> {
  const from = quote.status as QuoteStatus;
  if (from !== 'sent' && from !== 'viewed') {
    throw illegalTransition(from, 'changes_requested', quoteStatus.allowed(from));
  }
  await requireStillValid(call, quote, 'changed');
  return writeChange(
    call,
    quoteKind,
    quote,
    { changesRequestedAt: instant(call), changesRequestedNote: note, changesRequestedByName: name },
    {
      event: 'quote.changes_requested',
      after: { changesRequestedNote: note, changesRequestedByName: name },
      payload: { note, name },
    },
  );
}
