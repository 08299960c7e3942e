import { fieldProblem } from '#domain/field-errors.ts';
import { quantityUnits } from '#domain/line-ledger.ts';
import { illegalTransition, invalidFields, Problem } from '#domain/problems.ts';
import { type QuoteConvertBody, type QuoteStatus, quoteStatus } from '#domain/quotes.ts';
import { openLedgerOfQuote } from '#features/orders/operations/open-ledger.ts';
import { findOrder } from '#features/orders/queries.ts';
import { type LedgerRow, readLedger } from '#features/orders/queries-ledger.ts';
import { quoteKind, quoteLines } from '#features/quotes/kind.ts';
import { linkInvoice } from '#features/quotes/operations/link-invoice.ts';
import { refuseSubscribed } from '#features/quotes/operations/link-subscription.ts';
import type { Call } from '#platform/access/call.ts';
import { may, requireCapability, requireOn } from '#platform/access/can.ts';
import { requirePlace } from '#records/create-record.ts';
import { readLines } from '#records/document-lines.ts';
import type { RecordRow } from '#records/kind.ts';
import { lockRecord, requireActive, requireVersion } from '#records/read-record.ts';
import { viewOf } from '#records/update-record.ts';
import { newestInvoiceOfQuote } from '../queries-sales.ts';
import { type Charge, chargeOf } from '../sold-lines.ts';
import { invoiceSale, placeOfInvoice } from './convert-sale.ts';

function requireConvertible(quote: RecordRow): void {
  const status = quote.status as QuoteStatus;
  if (status !== 'accepted') throw illegalTransition(status, 'invoiced', quoteStatus.allowed(status));
  if (quote.lineCount === 0) throw invalidFields([fieldProblem('lines', 'too_few', { min: 1 })]);
  if (quote.accountId === null) throw invalidFields([fieldProblem('accountId', 'required')]);
}

/** One sale is invoiced one way: a quote that was ordered is invoiced by its order. */
async function refuseOrdered(call: Call, quote: RecordRow, rows: readonly LedgerRow[]): Promise<void> {
  const orderId = rows.find((row) => row.orderId !== null)?.orderId ?? null;
  if (orderId === null) return;
  const order = await findOrder(call, orderId);
  const seen = order && may(call, 'crm.orders.view', order);
  throw new Problem('already_converted', {
    detail: `${quote.number} was made into an order; invoice the order.`,
    ...(seen ? { orderId: order.id, orderNumber: order.number } : {}),
  });
}

const leftOf = (row: LedgerRow) => quantityUnits(row.quantity) - quantityUnits(row.invoicedQuantity);

/** The invoice that a quote has: its draft, or the last one when all of it is invoiced. */
async function madeOf(call: Call, quote: RecordRow, rows: readonly LedgerRow[]): Promise<RecordRow | null> {
  if (rows.length === 0) return null;
  const made = await newestInvoiceOfQuote(call, quote.id);
  const over = rows.every((row) => leftOf(row) === 0n);
  if (made && (made.status === 'draft' || over)) {
    requirePlace(call, 'accounting.invoices.create', made);
    return made;
  }
  if (over) throw new Problem('already_converted', { detail: 'All of this quote is invoiced.' });
  return null;
}

/** What of the quote is not invoiced yet, as the customer accepted it: nothing is priced again. */
async function restOf(call: Call, quote: RecordRow, rows: readonly LedgerRow[]): Promise<Charge> {
  const byLine = new Map(rows.map((row) => [row.quoteLineId, row]));
  const lines = (await readLines(call, quoteLines, quote.id))
    .filter(({ selected }) => selected)
    .map((line) => ({ line, row: byLine.get(line.id as string) }));
  if (lines.reduce((sum, { line }) => sum + line.totalMinor, 0n) !== quote.totalMinor) {
    throw new Error(`The lines of quote ${quote.id} do not add up to its total.`);
  }
  const charge = chargeOf(quote, lines, leftOf);
  if (!charge) throw invalidFields([fieldProblem('lines', 'too_few', { min: 1 })]);
  return charge;
}

/**
 * Makes one draft invoice of an accepted quote, linked both ways, or answers with the one that was made before. The quote
 * is locked first, so any number of calls at once, or again after a crash, come to the same invoice; behind the lock
 * stands the ledger, of which nothing is invoiced twice. What a draft was made to charge less of, and what was on an
 * invoice that is void, is invoiced by the next call.
 */
export async function convertQuoteToInvoice(
  call: Call,
  id: string,
  { entityId = null }: QuoteConvertBody,
  ifMatch: number | null,
): Promise<RecordRow> {
  const quote = await lockRecord(call, quoteKind, id);
  requireOn(call, 'crm.quotes.convert', quote, viewOf(quoteKind));
  requireCapability(call, 'accounting.invoices.create');
  refuseSubscribed(quote);
  const known = await readLedger(call, { quoteId: quote.id });
  await refuseOrdered(call, quote, known);
  const made = await madeOf(call, quote, known);
  if (made) return made;
  requireVersion(quote, ifMatch);
  requireActive(quote);
  requireConvertible(quote);
  const at = await placeOfInvoice(call, quote, entityId);
  const rows = await openLedgerOfQuote(call, quote);
  const charge = await restOf(call, quote, rows);
  const invoice = await invoiceSale(call, quoteKind, quote, charge, { at, columns: { quoteId: quote.id } });
  await linkInvoice(call, quote, invoice.id);
  return invoice;
}
