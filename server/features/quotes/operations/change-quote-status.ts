import type { Capability } from '#domain/capabilities.ts';
import type { EventType } from '#domain/events.ts';
import { illegalTransition } from '#domain/problems.ts';
import { type QuoteStatus, type QuoteStatusBody, quoteStatus } from '#domain/quotes.ts';
import { freezeContent } from '#features/documents/operations/freeze-content.ts';
import type { Call } from '#platform/access/call.ts';
import { requireOn } from '#platform/access/can.ts';
import { changeStatus } from '#records/change-status.ts';
import type { RecordRow } from '#records/kind.ts';
import { lockRecord, requireActive, requireVersion } from '#records/read-record.ts';
import { viewOf } from '#records/update-record.ts';
import { quoteKind } from '../kind.ts';
import '../printable.ts';
import { acceptQuote } from './accept-quote.ts';
import { declineQuote } from './decline-quote.ts';
import { columnsWhenSent } from './fix-when-sent.ts';
import { reviseLocked } from './revise-quote.ts';

const capabilityFor: Readonly<Record<QuoteStatus, Capability>> = {
  draft: 'crm.quotes.edit',
  sent: 'crm.quotes.send',
  viewed: 'crm.quotes.send',
  accepted: 'crm.quotes.decide',
  declined: 'crm.quotes.decide',
  expired: 'crm.quotes.decide',
  revised: 'crm.quotes.revise',
};

/**
 * Moves a quote by hand: marks it sent, or records what the customer said. The status it has already changes nothing;
 * `revised` opens the next version.
 */
export async function changeQuoteStatus(
  call: Call,
  id: string,
  { status: to, note = null }: QuoteStatusBody,
  ifMatch: number | null,
): Promise<RecordRow> {
  const quote = await lockRecord(call, quoteKind, id);
  requireOn(call, capabilityFor[to], quote, viewOf(quoteKind));
  requireVersion(quote, ifMatch);
  requireActive(quote);
  const from = quote.status as QuoteStatus;
  if (from === to) return quote;
  if (to === 'accepted') return acceptQuote(call, quote, { method: 'manual', note });
  if (to === 'declined') return declineQuote(call, quote, { note });
  if (!quoteStatus.canMove(from, to)) throw illegalTransition(from, to, quoteStatus.allowed(from));
  if (to === 'revised') return (await reviseLocked(call, quote)).old;
  const moved = await changeStatus(call, quoteKind, quote, {
    column: 'status',
    to,
    reason: note,
    columns: to === 'sent' ? await columnsWhenSent(call, quote) : {},
    event: `quote.${to}` as EventType,
  });
  if (to === 'sent') await freezeContent(call, { kind: quoteKind, row: moved });
  return moved;
}
