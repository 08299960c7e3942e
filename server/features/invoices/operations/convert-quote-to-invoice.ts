import { fieldProblem } from '#domain/field-errors.ts';
import { illegalTransition, invalidFields } from '#domain/problems.ts';
import { type QuoteConvertBody, type QuoteStatus, quoteStatus } from '#domain/quotes.ts';
import { quoteKind, quoteLines } from '#features/quotes/kind.ts';
import { linkInvoice } from '#features/quotes/operations/link-invoice.ts';
import type { Call } from '#platform/access/call.ts';
import { requireCapability, requireOn } from '#platform/access/can.ts';
import { fieldsFrom } from '#records/columns.ts';
import type { Carried } from '#records/compose-document.ts';
import { requirePlace } from '#records/create-record.ts';
import { readLines } from '#records/document-lines.ts';
import type { RecordRow, Values } from '#records/kind.ts';
import { lockRecord, requireActive, requireVersion } from '#records/read-record.ts';
import { canUse, entityIdAt, nodesOf } from '#records/scope.ts';
import { viewOf } from '#records/update-record.ts';
import { findInvoiceOfQuote } from '../queries.ts';
import { openInvoice } from './create-invoice.ts';

type Place = { scopeId: string; scopePath: string };

const taken = [
  'title',
  'reference',
  'currency',
  'discountType',
  'discountValue',
  'language',
  'terms',
  'customerNote',
  'internalNote',
  'billingAddress',
  'shippingAddress',
  'accountId',
  'contactId',
  'opportunityId',
  'tags',
] as const;

/** An invoice lies where its quote lies; a quote above all entities must say which of them invoices. */
async function placeFor(call: Call, quote: RecordRow, wanted: string | null): Promise<Place> {
  const own = await entityIdAt(call, quote.scopeId);
  if (own !== null) {
    if (wanted === null || wanted === own) return quote;
    throw invalidFields([fieldProblem('entityId', 'other_scope')]);
  }
  if (wanted === null) throw invalidFields([fieldProblem('entityId', 'required')]);
  const node = (await nodesOf(call)).get(wanted);
  if (node?.level !== 'entity' || !canUse(call, node.path)) {
    throw invalidFields([fieldProblem('entityId', 'not_found')]);
  }
  if (node.archivedAt !== null) throw invalidFields([fieldProblem('entityId', 'inactive')]);
  return { scopeId: node.id, scopePath: node.path };
}

function requireConvertible(quote: RecordRow): void {
  const status = quote.status as QuoteStatus;
  if (status !== 'accepted') throw illegalTransition(status, 'invoiced', quoteStatus.allowed(status));
  if (quote.lineCount === 0) throw invalidFields([fieldProblem('lines', 'too_few', { min: 1 })]);
  if (quote.accountId === null) throw invalidFields([fieldProblem('accountId', 'required')]);
}

/** Lines and totals exactly as the customer accepted them: nothing is priced again. */
async function carriedFrom(call: Call, quote: RecordRow): Promise<Carried> {
  const { subtotalMinor, discountMinor, taxMinor, totalMinor } = quote as RecordRow & Carried['totals'];
  const lines = (await readLines(call, quoteLines, quote.id)).filter(({ selected }) => selected);
  if (lines.reduce((sum, line) => sum + line.totalMinor, 0n) !== totalMinor) {
    throw new Error(`The lines of quote ${quote.id} do not add up to its total.`);
  }
  return { lines, totals: { subtotalMinor, discountMinor, taxMinor, totalMinor, lineCount: lines.length } };
}

/**
 * Makes one draft invoice of an accepted quote, linked both ways, or answers with the one that was made before. The quote
 * is locked first, so any number of calls at once, or again after a crash, come to the same invoice; behind the lock
 * stands the constraint `quote_makes_one_invoice`.
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
  if (quote.invoiceId !== null) {
    const made = await findInvoiceOfQuote(call, quote.id);
    if (made) {
      requirePlace(call, 'accounting.invoices.create', made);
      return made;
    }
  }
  requireVersion(quote, ifMatch);
  requireActive(quote);
  requireConvertible(quote);
  const at = await placeFor(call, quote, entityId);
  const fields = fieldsFrom(quoteKind, quote);
  const given: Values = {
    ...Object.fromEntries(taken.map((name) => [name, fields[name]])),
    ownerId: quote.ownerId,
    carried: await carriedFrom(call, quote),
  };
  const invoice = await openInvoice(call, given, {
    at,
    columns: { quoteId: quote.id },
    inherited: ['contactId', 'opportunityId', 'ownerId'],
    payload: { quoteId: quote.id },
  });
  await linkInvoice(call, quote, invoice.id);
  return invoice;
}
