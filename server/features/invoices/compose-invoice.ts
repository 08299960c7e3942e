import { inOrder, type LineBody } from '#domain/document-lines.ts';
import { type FieldErrorCode, fieldProblem } from '#domain/field-errors.ts';
import {
  minus,
  nextPart,
  nothing,
  type Part,
  plus,
  quantityText,
  quantityUnits,
} from '#domain/line-ledger.ts';
import { formatMinor } from '#domain/money.ts';
import type { DiscountType } from '#domain/pricing.ts';
import { type FieldProblem, invalidFields } from '#domain/problems.ts';
import { chargeLedger } from '#features/orders/operations/change-ledger.ts';
import { invoiceableUnits, invoicedPart, type LedgerRow, soldPart } from '#features/orders/queries-ledger.ts';
import type { Call } from '#platform/access/call.ts';
import { withoutPadding } from '#records/columns.ts';
import { type Carried, composeDocument } from '#records/compose-document.ts';
import {
  type DocumentLine,
  type LineTable,
  linesFrom,
  type PricedDocumentLine,
  pricedLines,
  readLines,
} from '#records/document-lines.ts';
import type { Change, Composition, RecordRow, Values } from '#records/kind.ts';
import { linesWithProducts } from '#records/line-products.ts';
import { lockSaleOf, partOf, totalsOf } from './sold-lines.ts';

type Refuse = (path: string, code: FieldErrorCode, params?: Record<string, string | number>) => void;
type Sale = { rows: Map<string, LedgerRow>; own: Map<string, Part> };

/** Where each line stood when it was sent, to name it in a refusal. */
const placesOf = (given: readonly LineBody[]): number[] =>
  inOrder(given.map((line, at) => ({ sortOrder: line.sortOrder ?? at, at }))).map(({ at }) => at);

const priceFields = ['unitPrice', 'discountPercent', 'taxRate'] as const;

/** What a line that charges a part of a sale comes to: its quantity may change within what is left, its price may not. */
function soldLine(
  line: DocumentLine,
  path: string,
  { rows, own }: Sale,
  refuse: Refuse,
): PricedDocumentLine | null {
  const row = rows.get(line.sourceId as string);
  if (!row || line.lineType !== 'item' || line.optional) {
    refuse(`${path}.sourceId`, 'not_found');
    return null;
  }
  for (const field of priceFields) {
    if (line[field] !== withoutPadding(row[field])) {
      refuse(`${path}.${field}`, 'not_allowed', { because: 'sold', was: withoutPadding(row[field]) });
    }
  }
  const mine = own.get(row.id) ?? nothing;
  const others = minus(invoicedPart(row), mine);
  const units = quantityUnits(line.quantity);
  const left = invoiceableUnits(row) - others.units;
  if (units > left) {
    refuse(`${path}.quantity`, 'out_of_range', { above: '0', max: quantityText(left) });
    return null;
  }
  const { netMinor, discountMinor, taxMinor } =
    units === mine.units ? mine : nextPart(soldPart(row), others, units);
  return { ...line, netMinor, discountMinor, taxMinor, totalMinor: netMinor - discountMinor + taxMinor };
}

/** The customer bought at these terms: they are not typed anew while a line charges a part of the sale. */
function refuseOtherTerms(merged: Values, current: RecordRow, refuse: Refuse): void {
  const value = (of: Values) => withoutPadding(String(of.discountValue ?? '0'));
  if (merged.currency !== current.currency) refuse('currency', 'not_allowed', { because: 'sold' });
  if (merged.discountType !== current.discountType)
    refuse('discountType', 'not_allowed', { because: 'sold' });
  else if (value(merged) !== value(current)) refuse('discountValue', 'not_allowed', { because: 'sold' });
}

/** Lines of a sale as the ledger has them, and other lines as they are priced, with the sale's discount in percent. */
function chargedLines(
  wanted: readonly DocumentLine[],
  places: readonly number[],
  sale: Sale,
  { merged, current }: { merged: Values; current: RecordRow },
): PricedDocumentLine[] {
  const problems: FieldProblem[] = [];
  const refuse: Refuse = (path, code, params) => problems.push(fieldProblem(path, code, params));
  refuseOtherTerms(merged, current, refuse);
  const seen = new Set<string>();
  const sold = wanted.map((line, at) => {
    if (line.sourceId === null) return null;
    const path = `lines.${places[at] ?? at}`;
    if (seen.has(line.sourceId)) refuse(`${path}.sourceId`, 'duplicate');
    seen.add(line.sourceId);
    return soldLine(line, path, sale, refuse);
  });
  if (problems.length > 0) throw invalidFields(problems);
  const percent = merged.discountType === 'percent';
  const terms = {
    currency: merged.currency as string,
    discountType: (percent ? 'percent' : 'none') as DiscountType,
    discountValue: percent ? String(merged.discountValue) : '0',
  };
  const free = pricedLines(
    terms,
    wanted.filter((_, at) => sold[at] === null),
  ).lines;
  return sold.map((line) => line ?? (free.shift() as PricedDocumentLine));
}

/** How much more of each sold line an invoice charges with its new lines than with the old ones. */
function changesOf(own: ReadonlyMap<string, Part>, lines: readonly PricedDocumentLine[]): Map<string, Part> {
  const changes = new Map([...own].map(([id, part]) => [id, minus(nothing, part)] as const));
  for (const line of lines) {
    if (line.sourceId === null) continue;
    changes.set(line.sourceId, plus(changes.get(line.sourceId) ?? nothing, partOf(line)));
  }
  return changes;
}

type Draft = { current: RecordRow; before: PricedDocumentLine[]; merged: Values; given: Values };

async function wantedLines(call: Call, { before, current, merged, given }: Draft): Promise<DocumentLine[]> {
  if (given.lines === undefined) return before;
  const document = { before, was: current.currency as string, currency: merged.currency as string };
  const scopePath = merged.scopePath as string;
  return linesFrom(await linesWithProducts(call, given.lines as LineBody[], { ...document, scopePath }));
}

/** An invoice of which some lines charge parts of a sale: as it will be, and what the ledger has to learn. */
async function composeSold(
  call: Call,
  table: LineTable,
  wanted: readonly DocumentLine[],
  draft: Draft,
): Promise<Composition> {
  const { current, before, merged, given } = draft;
  const own = new Map(
    before.flatMap((line) => (line.sourceId ? [[line.sourceId, partOf(line)] as const] : [])),
  );
  const rows = new Map((await lockSaleOf(call, current)).map((row) => [row.id, row]));
  const places = given.lines === undefined ? [] : placesOf(given.lines as LineBody[]);
  const none = wanted.every(({ sourceId }) => sourceId === null);
  const lines = none ? [] : chargedLines(wanted, places, { rows, own }, { merged, current });
  const totals = totalsOf(lines);
  const fixed = merged.discountType === 'fixed';
  const discountValue = fixed
    ? formatMinor(totals.discountMinor, merged.currency as string)
    : merged.discountValue;
  const carried: { carried?: Carried } = none ? {} : { carried: { lines, totals } };
  const composition = await composeDocument(call, table, none ? merged : { ...merged, discountValue }, {
    current,
    given: { ...given, ...carried },
  });
  const changes = changesOf(own, lines);
  return {
    ...composition,
    async write(row) {
      await composition.write?.(row);
      await chargeLedger(call, changes);
    },
  };
}

/**
 * Prices an invoice as it will be. A line with a source charges a part of what was sold: it follows the ledger, which is
 * held meanwhile, and moves it. An invoice that charges nothing of a sale is priced as every document is.
 */
export async function composeInvoice(
  call: Call,
  table: LineTable,
  merged: Values,
  change: Change,
): Promise<Composition> {
  const { current, given } = change;
  if (given.carried !== undefined) return composeDocument(call, table, merged, change);
  if (current === null) {
    const problems = ((given.lines as LineBody[] | undefined) ?? []).flatMap(({ sourceId }, at) =>
      sourceId ? [fieldProblem(`lines.${at}.sourceId`, 'not_found')] : [],
    );
    if (problems.length > 0) throw invalidFields(problems);
    return composeDocument(call, table, merged, change);
  }
  const before = await readLines(call, table, current.id);
  const draft = { current, before, merged, given };
  const wanted = await wantedLines(call, draft);
  const charges = [...before, ...wanted].some(({ sourceId }) => sourceId !== null);
  return charges ? composeSold(call, table, wanted, draft) : composeDocument(call, table, merged, change);
}
