import { minus, nextPart, nothing, type Part, quantityText, quantityUnits } from '#domain/line-ledger.ts';
import { formatMinor } from '#domain/money.ts';
import { Problem } from '#domain/problems.ts';
import { chargeLedger } from '#features/orders/operations/change-ledger.ts';
import {
  invoiceableUnits,
  invoicedPart,
  type LedgerRow,
  lockLedger,
  soldPart,
} from '#features/orders/queries-ledger.ts';
import { lockQuoteBehind, relinkInvoice } from '#features/quotes/operations/link-invoice.ts';
import { refuseSubscribed } from '#features/quotes/operations/link-subscription.ts';
import type { Call } from '#platform/access/call.ts';
import type { Carried } from '#records/compose-document.ts';
import {
  type DocumentTotals,
  type LineTable,
  type PricedDocumentLine,
  readLines,
  replaceLines,
} from '#records/document-lines.ts';
import type { RecordRow, Values } from '#records/kind.ts';
import { newestInvoiceOfQuote } from './queries-sales.ts';

/** What a line charges of a sale. */
export function partOf({ quantity, netMinor, discountMinor, taxMinor }: PricedDocumentLine): Part {
  return { units: quantityUnits(quantity), netMinor, discountMinor, taxMinor };
}

/** What lines that all count come to. */
export function totalsOf(lines: readonly PricedDocumentLine[]): DocumentTotals {
  const counted = lines.filter(({ selected }) => selected);
  const sum = (amount: (line: PricedDocumentLine) => bigint) =>
    counted.reduce((total, line) => total + amount(line), 0n);
  return {
    subtotalMinor: sum(({ netMinor }) => netMinor),
    discountMinor: sum(({ discountMinor }) => discountMinor),
    taxMinor: sum(({ taxMinor }) => taxMinor),
    totalMinor: sum(({ totalMinor }) => totalMinor),
    lineCount: lines.length,
  };
}

/** The ledger's rows of the order or the quote that an invoice was made of, held; none for an invoice by hand. */
export async function lockSaleOf(call: Call, invoice: RecordRow): Promise<LedgerRow[]> {
  if (typeof invoice.orderId === 'string') return lockLedger(call, { orderId: invoice.orderId });
  if (typeof invoice.quoteId !== 'string') return [];
  const rows = await lockLedger(call, { quoteId: invoice.quoteId });
  // What was ordered meanwhile is invoiced by its order.
  return rows.filter(({ orderId }) => orderId === null);
}

/** A heading goes along when some line below it does. */
function withoutIdleHeadings(lines: readonly PricedDocumentLine[]): PricedDocumentLine[] {
  return lines.filter(({ lineType }, at) => lineType !== 'heading' || lines[at + 1]?.lineType === 'item');
}

export type Charge = { carried: Carried; discountValue: unknown; changes: Map<string, Part> };

/**
 * The lines of an invoice that charges so many units of each row, which the caller holds, under the discount of the
 * document that was sold; null when it would charge nothing. Each line comes to what the ledger gives it.
 */
export function chargeOf(
  sold: RecordRow,
  lines: readonly { line: PricedDocumentLine; row: LedgerRow | undefined }[],
  unitsOf: (row: LedgerRow) => bigint,
): Charge | null {
  const changes = new Map<string, Part>();
  let whole = true;
  const parts = lines.flatMap(({ line, row }): PricedDocumentLine[] => {
    if (line.lineType === 'heading') return [{ ...line, sourceId: null }];
    const units = row ? unitsOf(row) : 0n;
    if (!row || units <= 0n) {
      whole = false;
      return [];
    }
    const part = nextPart(soldPart(row), invoicedPart(row), units);
    changes.set(row.id, part);
    if (units !== quantityUnits(row.quantity)) whole = false;
    const { netMinor, discountMinor, taxMinor } = part;
    const totalMinor = netMinor - discountMinor + taxMinor;
    const quantity = quantityText(units);
    return [
      { ...line, quantity, optional: false, sourceId: row.id, netMinor, discountMinor, taxMinor, totalMinor },
    ];
  });
  if (changes.size === 0) return null;
  const kept = whole ? parts : withoutIdleHeadings(parts);
  const totals = totalsOf(kept);
  const fixed = sold.discountType === 'fixed' && !whole;
  const discountValue = fixed
    ? formatMinor(totals.discountMinor, sold.currency as string)
    : sold.discountValue;
  return { carried: { lines: kept, totals }, discountValue, changes };
}

async function chargedBy(call: Call, table: LineTable, invoice: RecordRow) {
  return (await readLines(call, table, invoice.id)).filter(({ sourceId }) => sourceId !== null);
}

/** The quote that an invoice was made of without an order, held before the ledger is. */
const quoteOf = (call: Call, { quoteId, orderId }: RecordRow) =>
  lockQuoteBehind(call, orderId === null ? quoteId : null);

/** Gives back what an invoice charged of its sale: it is void or archived, and the sale can be invoiced anew. */
export async function freeSale(call: Call, table: LineTable, invoice: RecordRow): Promise<void> {
  const quote = await quoteOf(call, invoice);
  const lines = await chargedBy(call, table, invoice);
  await lockSaleOf(call, invoice);
  await chargeLedger(
    call,
    new Map(lines.map((line) => [line.sourceId as string, minus(nothing, partOf(line))])),
  );
  if (quote?.invoiceId !== invoice.id) return;
  const other = await newestInvoiceOfQuote(call, quote.id, invoice.id);
  await relinkInvoice(call, quote, other?.id ?? null);
}

function charged(line: PricedDocumentLine, row: LedgerRow | undefined): PricedDocumentLine {
  const part = row && partOf(line);
  if (!part || part.units > invoiceableUnits(row) - invoicedPart(row).units) {
    throw new Problem('not_editable', {
      detail: `What this draft charges was invoiced elsewhere meanwhile: ${line.description}.`,
    });
  }
  const { netMinor, discountMinor, taxMinor } = nextPart(soldPart(row), invoicedPart(row), part.units);
  return { ...line, netMinor, discountMinor, taxMinor, totalMinor: netMinor - discountMinor + taxMinor };
}

/** Takes again what a restored draft charges of its sale, at what it comes to now. Returns the columns of its totals. */
export async function retakeSale(call: Call, table: LineTable, invoice: RecordRow): Promise<Values> {
  const quote = await quoteOf(call, invoice);
  const lines = await readLines(call, table, invoice.id);
  if (lines.every(({ sourceId }) => sourceId === null)) return {};
  if (quote) refuseSubscribed(quote);
  const rows = new Map((await lockSaleOf(call, invoice)).map((row) => [row.id, row]));
  const taken = lines.map((line) => (line.sourceId === null ? line : charged(line, rows.get(line.sourceId))));
  const changes = taken.flatMap((line) =>
    line.sourceId === null ? [] : [[line.sourceId, partOf(line)] as const],
  );
  await chargeLedger(call, new Map(changes));
  if (quote?.invoiceId === null) await relinkInvoice(call, quote, invoice.id);
  const same = (a: PricedDocumentLine, b: PricedDocumentLine | undefined) =>
    b !== undefined && Object.values(minus(partOf(a), partOf(b))).every((value) => value === 0n);
  if (taken.every((line, at) => same(line, lines[at]))) return {};
  await replaceLines(call, table, invoice, taken);
  const totals = totalsOf(taken);
  const fixed = invoice.discountType === 'fixed';
  return {
    ...totals,
    ...(fixed ? { discountValue: formatMinor(totals.discountMinor, invoice.currency as string) } : {}),
  };
}
