import { illegalTransition } from '#domain/problems.ts';
import { type QuoteStatus, quoteStatus } from '#domain/quotes.ts';
import { publicDocument } from '#features/sharing/kind.ts';
import type { Call } from '#platform/access/call.ts';
import { changeStatus } from '#records/change-status.ts';
import type { RecordRow } from '#records/kind.ts';
import { quoteKind } from './kind.ts';
import { acceptQuote, requireStillValid } from './operations/accept-quote.ts';
import { declineQuote } from './operations/decline-quote.ts';
import { requestChanges } from './operations/request-changes.ts';
import { showChoice, showQuote } from './queries-public.ts';

/** A sent quote is viewed from the first time that a person looks at it. */
async function markViewed(call: Call, quote: RecordRow): Promise<RecordRow> {
  if (quote.status !== 'sent') return quote;
  return changeStatus(call, quoteKind, quote, { column: 'status', to: 'viewed', event: 'quote.viewed' });
}

function requireOpen(quote: RecordRow, to: string): void {
  const from = quote.status as QuoteStatus;
  if (from !== 'sent' && from !== 'viewed') throw illegalTransition(from, to, quoteStatus.allowed(from));
}

publicDocument({
  kind: quoteKind,
  capability: 'crm.quotes.send',
  isShown: ({ status }) => status !== 'draft',
  show: showQuote,
  async choose(call, quote, selected) {
    requireOpen(quote, 'chosen');
    await requireStillValid(call, quote, 'accepted');
    return showChoice(call, quote, selected);
  },
  accept: (call, quote, { name, comment = null, selected }) =>
    acceptQuote(call, quote, {
      method: 'link',
      name,
      note: comment,
      ...(selected === undefined ? {} : { selected }),
    }),
  async decline(call, quote, { name = null, reason = null }) {
    if (quote.status !== 'declined') {
      requireOpen(quote, 'declined');
      await requireStillValid(call, quote, 'declined');
    }
    return declineQuote(call, quote, { name, note: reason });
  },
  requestChanges: (call, quote, { name = null, comment }) =>
    requestChanges(call, quote, { name, note: comment }),
  viewed: (call, quote) => markViewed(call, quote),
});
