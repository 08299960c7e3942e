import { fieldProblem } from '#domain/field-errors.ts';
import { illegalTransition, invalidFields, Problem } from '#domain/problems.ts';
import { type QuoteStatus, quoteStatus } from '#domain/quotes.ts';
import { quoteKind, quoteLines } from '#features/quotes/kind.ts';
import { linkOrder } from '#features/quotes/operations/link-order.ts';
import { refuseSubscribed } from '#features/quotes/operations/link-subscription.ts';
import type { Call } from '#platform/access/call.ts';
import { requireCapability, requireOn } from '#platform/access/can.ts';
import { handedOnBy } from '#records/compose-document.ts';
import { requirePlace } from '#records/create-record.ts';
import { readLines } from '#records/document-lines.ts';
import { kindNamed, type RecordRow, type Values } from '#records/kind.ts';
import { findRecord, lockRecord, requireActive, requireVersion } from '#records/read-record.ts';
import { viewOf } from '#records/update-record.ts';
import { findOrder } from '../queries.ts';
import type { LedgerRow } from '../queries-ledger.ts';
import { orderLedger } from './change-ledger.ts';
import { openOrder } from './create-order.ts';
import { openLedgerOfQuote } from './open-ledger.ts';

function requireOrderable(quote: RecordRow): void {
  const status = quote.status as QuoteStatus;
  if (status !== 'accepted') throw illegalTransition(status, 'ordered', quoteStatus.allowed(status));
}

/** One sale is invoiced one way: by the quote itself or by its order. */
async function refuseInvoiced(call: Call, quote: RecordRow, rows: readonly LedgerRow[]): Promise<void> {
  if (rows.length === 0) throw invalidFields([fieldProblem('lines', 'too_few', { min: 1 })]);
  if (rows.every(({ invoicedQuantity }) => Number(invoicedQuantity) === 0)) return;
  const { invoiceId } = quote;
  const invoice =
    typeof invoiceId === 'string' ? await findRecord(call, kindNamed('invoice'), invoiceId) : null;
  throw new Problem('already_converted', {
    detail: 'The quote was invoiced directly. Void that invoice before making an order of the quote.',
    ...(invoice ? { invoiceId: invoice.id, invoiceNumber: invoice.number } : {}),
  });
}

/** The lines that count, as the customer accepted them: nothing is priced again. */
async function carriedFrom(call: Call, quote: RecordRow, rows: readonly LedgerRow[]) {
  type Totals = { subtotalMinor: bigint; discountMinor: bigint; taxMinor: bigint; totalMinor: bigint };
  const { subtotalMinor, discountMinor, taxMinor, totalMinor } = quote as RecordRow & Totals;
  const ledger = new Map(rows.map(({ quoteLineId, id }) => [quoteLineId, id]));
  const lines = (await readLines(call, quoteLines, quote.id))
    .filter(({ selected }) => selected)
    .map((line) => ({ ...line, optional: false, sourceId: ledger.get(line.id as string) ?? null }));
  if (lines.reduce((sum, line) => sum + line.totalMinor, 0n) !== totalMinor) {
    throw new Error(`The lines of quote ${quote.id} do not add up to its total.`);
  }
  return { lines, totals: { subtotalMinor, discountMinor, taxMinor, totalMinor, lineCount: lines.length } };
}

/**
 * Makes one draft order of an accepted quote, or answers with the one that was made before. The quote is locked first, so
 * any number of calls at once, or again after a crash, come to the same order; behind the lock stand the constraint
 * `quote_makes_one_order` and the ledger. A cancelled order of which nothing was delivered gives the quote back.
 */
export async function convertQuoteToOrder(
  call: Call,
  id: string,
  ifMatch: number | null,
): Promise<RecordRow> {
  const quote = await lockRecord(call, quoteKind, id);
  requireOn(call, 'crm.quotes.convert', quote, viewOf(quoteKind));
  requireCapability(call, 'crm.orders.create');
  refuseSubscribed(quote);
  const made = await findOrder(call, quote.orderId);
  if (made && made.status !== 'cancelled') {
    requirePlace(call, 'crm.orders.create', made);
    return made;
  }
  requireVersion(quote, ifMatch);
  requireActive(quote);
  requireOrderable(quote);
  const rows = await openLedgerOfQuote(call, quote);
  if (rows.some(({ orderId }) => orderId !== null)) {
    throw new Problem('already_converted', {
      detail: 'Something of the order of this quote was delivered before the order was cancelled.',
      ...(made ? { orderId: made.id, orderNumber: made.number } : {}),
    });
  }
  await refuseInvoiced(call, quote, rows);
  const given: Values = {
    ...handedOnBy(quoteKind, quote),
    ownerId: quote.ownerId,
    carried: await carriedFrom(call, quote, rows),
  };
  const order = await openOrder(call, given, {
    at: quote,
    columns: { quoteId: quote.id },
    inherited: ['accountId', 'contactId', 'opportunityId', 'ownerId', 'quoteId'],
    payload: { quoteId: quote.id },
  });
  await orderLedger(call, rows, order.id);
  await linkOrder(call, quote, order.id);
  return order;
}
