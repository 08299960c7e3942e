import { formatMinor } from '#domain/money.ts';
import type { QuoteStatus } from '#domain/quotes.ts';
import type { PublicDocumentWire, PublicPricing } from '#domain/sharing.ts';
import { publicContent } from '#features/sharing/queries-content.ts';
import type { Call } from '#platform/access/call.ts';
import type { RecordRow } from '#records/kind.ts';
import { isStillValid } from './operations/accept-quote.ts';
import { priceChoice } from './operations/choose-options.ts';

type Shown = Omit<PublicDocumentWire, 'document'>;

const nothing = { accept: false, decline: false, requestChanges: false, choose: false };

async function statusOf(call: Call, quote: RecordRow): Promise<Shown['status']> {
  const status = quote.status as QuoteStatus;
  if (status === 'revised') return 'superseded';
  if (status === 'draft') throw new Error('A draft is shown to nobody.');
  if (status !== 'sent' && status !== 'viewed') return status;
  return (await isStillValid(call, quote)) ? status : 'expired';
}

function decisionOf(quote: RecordRow): Shown['decision'] {
  const { status, decidedAt, decidedByName, decisionNote, acceptanceMethod } = quote;
  if ((status !== 'accepted' && status !== 'declined') || typeof decidedAt !== 'string') return null;
  // What a colleague noted by hand was not written by the customer, nor for them.
  const own = decidedByName !== null || (status === 'accepted' && acceptanceMethod !== 'manual');
  return {
    at: decidedAt,
    name: decidedByName as string | null,
    comment: own ? (decisionNote as string | null) : null,
  };
}

/** What the customer sees of a quote. One that was revised shows nothing of what it offered, nor of what is offered now. */
export async function showQuote(call: Call, quote: RecordRow): Promise<Shown> {
  const status = await statusOf(call, quote);
  const open = status === 'sent' || status === 'viewed';
  const validUntil = quote.validUntil as string | null;
  const facts = { validUntil, dueDate: null, overdue: false, paid: null, balance: null, toPay: false };
  const said = await publicContent(call, 'quote', quote, status === 'superseded' ? null : facts);
  const { changesRequestedAt, changesRequestedNote } = quote;
  return {
    ...said,
    kind: 'quote',
    status,
    decision: decisionOf(quote),
    changesRequested:
      open && typeof changesRequestedAt === 'string'
        ? { at: changesRequestedAt, note: String(changesRequestedNote) }
        : null,
    can: open
      ? {
          accept: true,
          decline: true,
          requestChanges: true,
          choose: said.content?.lines.some(({ optional }) => optional) === true,
        }
      : nothing,
  };
}

/** What a choice of the customer comes to, line by line. */
export async function showChoice(
  call: Call,
  quote: RecordRow,
  selected: readonly string[],
): Promise<PublicPricing> {
  const currency = quote.currency as string;
  const { lines, totals } = await priceChoice(call, quote, selected);
  const amount = (minor: bigint) => formatMinor(minor, currency);
  return {
    currency,
    lines: lines.map(({ id = '', selected: chosen, netMinor }) => ({
      id,
      selected: chosen,
      net: amount(netMinor),
    })),
    subtotal: amount(totals.subtotalMinor),
    discountTotal: amount(totals.discountMinor),
    taxTotal: amount(totals.taxMinor),
    total: amount(totals.totalMinor),
  };
}
