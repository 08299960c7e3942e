import { fieldProblem } from '#domain/field-errors.ts';
import { illegalTransition, invalidFields, Problem } from '#domain/problems.ts';
import { type QuoteStatus, quoteStatus } from '#domain/quotes.ts';
import type { QuoteSubscribeBody } from '#domain/subscriptions.ts';
import { placeOfInvoice } from '#features/invoices/operations/convert-sale.ts';
import { quoteKind, quoteLines } from '#features/quotes/kind.ts';
import { linkSubscription } from '#features/quotes/operations/link-subscription.ts';
import type { Call } from '#platform/access/call.ts';
import { requireCapability, requireOn } from '#platform/access/can.ts';
import { handedOnBy } from '#records/compose-document.ts';
import { requirePlace } from '#records/create-record.ts';
import { readLines } from '#records/document-lines.ts';
import { type RecordRow, tablesOf, type Values } from '#records/kind.ts';
import { lockRecord, requireActive, requireVersion } from '#records/read-record.ts';
import { viewOf } from '#records/update-record.ts';
import type { SubscriptionRow } from '../row.ts';
import { openSubscription } from './create-subscription.ts';

function requireSubscribable(quote: RecordRow): void {
  const status = quote.status as QuoteStatus;
  if (status !== 'accepted') throw illegalTransition(status, 'subscribed', quoteStatus.allowed(status));
  if (quote.invoiceId !== null || (quote.orderId ?? null) !== null) {
    throw new Problem('already_converted', {
      detail: 'The quote was invoiced or ordered already, so it is not billed by periods too.',
    });
  }
  if (quote.lineCount === 0) throw invalidFields([fieldProblem('lines', 'too_few', { min: 1 })]);
  if (quote.accountId === null) throw invalidFields([fieldProblem('accountId', 'required')]);
}

async function findMade(call: Call, quote: RecordRow): Promise<SubscriptionRow | null> {
  if (typeof quote.subscriptionId !== 'string') return null;
  const row = await tablesOf(call)
    .selectFrom('subscription')
    .selectAll()
    .where('orgId', '=', call.orgId)
    .where('id', '=', quote.subscriptionId)
    .executeTakeFirst();
  return (row as SubscriptionRow | undefined) ?? null;
}

/** What the customer accepted, as the price of one period: nothing is priced again. */
async function carriedFrom(call: Call, quote: RecordRow) {
  type Totals = { subtotalMinor: bigint; discountMinor: bigint; taxMinor: bigint; totalMinor: bigint };
  const { subtotalMinor, discountMinor, taxMinor, totalMinor } = quote as RecordRow & Totals;
  const lines = (await readLines(call, quoteLines, quote.id))
    .filter(({ selected }) => selected)
    .map((line) => ({ ...line, optional: false, sourceId: null }));
  if (lines.reduce((sum, line) => sum + line.totalMinor, 0n) !== totalMinor) {
    throw new Error(`The lines of quote ${quote.id} do not add up to its total.`);
  }
  return { lines, totals: { subtotalMinor, discountMinor, taxMinor, totalMinor, lineCount: lines.length } };
}

/**
 * Makes one subscription of an accepted quote, started unless its maker says otherwise, or answers with the one that was made
 * before. The quote is locked first; behind the lock stands the constraint `quote_makes_one_subscription`.
 */
export async function convertQuoteToSubscription(
  call: Call,
  id: string,
  { entityId = null, title, start = true, ...body }: QuoteSubscribeBody,
  ifMatch: number | null,
): Promise<RecordRow> {
  const quote = await lockRecord(call, quoteKind, id);
  requireOn(call, 'crm.quotes.convert', quote, viewOf(quoteKind));
  requireCapability(call, 'accounting.subscriptions.create');
  const made = await findMade(call, quote);
  if (made) {
    requirePlace(call, 'accounting.subscriptions.create', made);
    return made;
  }
  requireVersion(quote, ifMatch);
  requireActive(quote);
  requireSubscribable(quote);
  const at = await placeOfInvoice(call, quote, entityId);
  const given: Values = {
    ...handedOnBy(quoteKind, quote),
    ...(title ? { title } : {}),
    ...body,
    start,
    ownerId: quote.ownerId,
    carried: await carriedFrom(call, quote),
  };
  const subscription = await openSubscription(call, given, {
    at,
    columns: { quoteId: quote.id },
    inherited: ['contactId', 'opportunityId', 'ownerId', 'quoteId'],
    payload: { quoteId: quote.id },
  });
  await linkSubscription(call, quote, subscription.id);
  return subscription;
}
