import { illegalTransition } from '#domain/problems.ts';
import { type QuoteStatus, quoteStatus } from '#domain/quotes.ts';
import { endOfDayInstant } from '#domain/time-zones.ts';
import { renewSnapshot } from '#features/documents/operations/freeze-content.ts';
import { findSnapshot } from '#features/documents/queries.ts';
import { type Call, instant } from '#platform/access/call.ts';
import { changeStatus } from '#records/change-status.ts';
import { entityTimeZoneAt } from '#records/entity-calendar.ts';
import type { RecordRow } from '#records/kind.ts';
import { quoteKind } from '../kind.ts';
import { quotePrintable } from '../printable.ts';
import { keepChoice, priceChoice } from './choose-options.ts';
import { winOpportunity } from './win-opportunity.ts';

/** What the customer waited for is over with whatever is decided. */
export const noChangesAwaited = {
  changesRequestedAt: null,
  changesRequestedNote: null,
  changesRequestedByName: null,
};

/** Whether the last valid day of a quote, in its entity's time zone, has not ended yet. */
export async function isStillValid(call: Call, quote: RecordRow): Promise<boolean> {
  const validUntil = quote.validUntil as string | null;
  if (validUntil === null) return true;
  return call.now < endOfDayInstant(validUntil, await entityTimeZoneAt(call, quote.scopeId));
}

/**
 * Nothing is decided once the last valid day has ended in the entity's time zone, whether or not the expiry job has come
 * by: the quote counts as expired from that moment.
 */
export async function requireStillValid(call: Call, quote: RecordRow, to: string): Promise<void> {
  if (await isStillValid(call, quote)) return;
  const validUntil = quote.validUntil as string;
  const problem = illegalTransition('expired', to, quoteStatus.allowed('expired'));
  problem.data.detail = `The quote was valid until ${validUntil} and cannot be ${to} any more.`;
  problem.data.validUntil = validUntil;
  throw problem;
}

/** What was agreed to is on paper too: as the quote was sent, with the options that were chosen. */
async function renewAgreed(call: Call, quote: RecordRow): Promise<void> {
  const sent = await findSnapshot(call, quote.id);
  if (!sent) return;
  const { lines, totals, taxes } = await quotePrintable.content(call, quote);
  await renewSnapshot(call, { kind: quoteKind, row: quote }, { ...sent.content, lines, totals, taxes });
}

export type Acceptance = {
  method: 'manual' | 'link' | 'signature';
  note?: string | null;
  /** Who accepted, as they wrote it. */
  name?: string | null;
  /** The optional lines that were chosen; absent: as they are. */
  selected?: readonly string[];
};

/**
 * Accepts a quote that the caller holds and was allowed to: with the chosen options it is priced again, and it wins its
 * opportunity. A quote that is accepted already stays as it is; one that cannot be accepted any more is refused with 409.
 */
export async function acceptQuote(
  call: Call,
  quote: RecordRow,
  { method, note = null, name = null, selected }: Acceptance,
): Promise<RecordRow> {
  const from = quote.status as QuoteStatus;
  if (from === 'accepted') return quote;
  if (!quoteStatus.canMove(from, 'accepted')) {
    throw illegalTransition(from, 'accepted', quoteStatus.allowed(from));
  }
  await requireStillValid(call, quote, 'accepted');
  const chosen = selected ? await keepChoice(call, quote, await priceChoice(call, quote, selected)) : {};
  const accepted = await changeStatus(call, quoteKind, quote, {
    column: 'status',
    to: 'accepted',
    reason: note,
    columns: {
      ...chosen,
      ...noChangesAwaited,
      acceptanceMethod: method,
      decisionNote: note,
      decidedByName: name,
      decidedAt: instant(call),
    },
    event: 'quote.accepted',
    payload: { method, name },
  });
  if (Object.keys(chosen).length > 0) await renewAgreed(call, accepted);
  await winOpportunity(call, accepted);
  return accepted;
}
