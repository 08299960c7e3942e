import { inOrder, type LineBody, type LineType } from '#domain/document-lines.ts';
import { formatMinor } from '#domain/money.ts';
import {
  type DiscountType,
  type PricedLine,
  type Pricing,
  type PricingResult,
  priceDocument,
} from '#domain/pricing.ts';
import { type FieldProblem, invalidFields } from '#domain/problems.ts';
import type { Call } from '#platform/access/call.ts';
import { newId } from '#platform/database/id.ts';
import { withoutPadding } from './columns.ts';
import { type RecordRow, tablesOf, type Values } from './kind.ts';

/** Where the lines of a kind of document lie: their table, and its column that names the document. */
export type LineTable = { table: string; document: string };

/** What a line says, in canonical decimals; `sortOrder` is always there. */
export type DocumentLine = {
  description: string;
  quantity: string;
  unit: string | null;
  unitPrice: string;
  taxRate: string;
  discountPercent: string;
  sortOrder: number;
  lineType: LineType;
  productId: string | null;
  /** What one unit costs the seller; canonical decimal, never on a customer's copy. */
  unitCost: string | null;
  optional: boolean;
  /** Whether it counts: always, unless it is optional and not chosen. */
  selected: boolean;
  /** The ledger's row of which it is a part. */
  sourceId: string | null;
};

/** A stored line has an id; it changes whenever the lines of a draft are written. */
export type PricedDocumentLine = DocumentLine & PricedLine & { id?: string };

/** The columns of a document that its lines decide. Minor units. */
export type DocumentTotals = {
  subtotalMinor: bigint;
  discountMinor: bigint;
  taxMinor: bigint;
  totalMinor: bigint;
  lineCount: number;
};

export type DocumentTerms = { currency: string; discountType: DiscountType; discountValue: string };

/** Lines as a client sent them, in the order in which the document has them. */
export function linesFrom(given: readonly LineBody[]): DocumentLine[] {
  return inOrder(given.map((line, at) => ({ ...line, sortOrder: line.sortOrder ?? at }))).map((line) => ({
    description: line.description,
    quantity: line.quantity,
    unit: line.unit ?? null,
    unitPrice: line.unitPrice,
    taxRate: line.taxRate,
    discountPercent: line.discountPercent ?? '0',
    sortOrder: line.sortOrder,
    lineType: line.lineType ?? 'item',
    productId: line.productId ?? null,
    unitCost: line.unitCost ?? null,
    optional: line.optional ?? false,
    selected: line.optional === true ? line.selected === true : true,
    sourceId: line.sourceId ?? null,
  }));
}

/** The lines of a document, in order, priced as they were when it was written. */
export async function readLines(
  call: Call,
  { table, document }: LineTable,
  documentId: string,
): Promise<PricedDocumentLine[]> {
  const rows = await tablesOf(call)
    .selectFrom(table)
    .selectAll()
    .where('orgId', '=', call.orgId)
    .where(document, '=', documentId)
    .orderBy('sortOrder')
    .orderBy('id')
    .execute();
  return rows.map((row) => ({
    description: row.description as string,
    quantity: withoutPadding(row.quantity as string),
    unit: row.unit as string | null,
    unitPrice: withoutPadding(row.unitPrice as string),
    taxRate: withoutPadding(row.taxRate as string),
    discountPercent: withoutPadding(row.discountPercent as string),
    sortOrder: row.sortOrder as number,
    id: row.id as string,
    lineType: row.lineType as LineType,
    productId: row.productId as string | null,
    unitCost: row.unitCost === null ? null : withoutPadding(row.unitCost as string),
    optional: row.optional as boolean,
    selected: row.selected as boolean,
    sourceId: row.sourceId as string | null,
    netMinor: row.netMinor as bigint,
    discountMinor: row.discountMinor as bigint,
    taxMinor: row.taxMinor as bigint,
    totalMinor: row.totalMinor as bigint,
  }));
}

/** Takes the place of all lines of a document that the caller holds; they lie at the document's scope. */
export async function replaceLines(
  call: Call,
  { table, document }: LineTable,
  row: RecordRow,
  lines: readonly PricedDocumentLine[],
): Promise<void> {
  if (row.version > 1) {
    await tablesOf(call)
      .deleteFrom(table)
      .where('orgId', '=', call.orgId)
      .where(document, '=', row.id)
      .execute();
  }
  if (lines.length === 0) return;
  const { orgId, scopeId, scopePath } = row;
  // Ids grow in the order of the lines, so lines of one sortOrder keep it.
  const rows = lines.map((line) => ({
    ...line,
    orgId,
    scopeId,
    scopePath,
    id: newId(call.now.getTime()),
    [document]: row.id,
  }));
  await tablesOf(call).insertInto(table).values(rows).execute();
}

function problemsAsSent(errors: readonly FieldProblem[], places: readonly number[]): FieldProblem[] {
  return errors.map((error) => {
    const match = /^lines\.(\d+)(\..+)$/.exec(error.path);
    return match ? { ...error, path: `lines.${places[Number(match[1])]}${match[2]}` } : error;
  });
}

function pricingOf(result: PricingResult, places: readonly number[]): Pricing {
  if (result.ok) return result.pricing;
  throw invalidFields(problemsAsSent(result.errors, places));
}

/** Where each line in the document's order stood when it was sent, to name it in a refusal. */
function placesOf(given: readonly LineBody[]): number[] {
  return inOrder(given.map((line, at) => ({ sortOrder: line.sortOrder ?? at, at }))).map(({ at }) => at);
}

/**
 * The lines with what each comes to, and the document's totals, by `priceDocument`. Refuses what cannot be priced by the
 * path that the client sent. Without lines everything is zero, and a fixed discount waits for lines to be held against.
 */
export function pricedLines(
  terms: DocumentTerms,
  lines: readonly DocumentLine[],
  given: readonly LineBody[] = [],
): { lines: PricedDocumentLine[]; totals: DocumentTotals } {
  const places = given.length > 0 ? placesOf(given) : lines.map((_, at) => at);
  const waiting = lines.length === 0 && terms.discountType === 'fixed';
  const discountType = waiting ? 'none' : terms.discountType;
  const {
    lines: priced,
    currency: _,
    ...sums
  } = pricingOf(priceDocument({ ...terms, discountType, lines }), places);
  return {
    lines: lines.map((line, at) => ({ ...line, ...priced[at]! })),
    totals: { ...sums, lineCount: lines.length },
  };
}

/** Prices lines without saving them; each answer stands where its line was sent. */
export function priceAsSent(terms: DocumentTerms, given: readonly LineBody[]): Pricing {
  const places = placesOf(given);
  const pricing = pricingOf(priceDocument({ ...terms, lines: linesFrom(given) }), places);
  const lines: PricedLine[] = [];
  places.forEach((place, at) => {
    lines[place] = pricing.lines[at]!;
  });
  return { ...pricing, lines };
}

/**
 * Lines as they go over the wire: decimals as text, amounts with the currency's decimals. What they cost is told only where
 * `withCosts` says so (`seesCosts`).
 */
export function presentLines(
  lines: readonly PricedDocumentLine[],
  currency: string,
  withCosts = false,
): Values[] {
  return lines.map(({ netMinor, discountMinor, taxMinor, totalMinor, ...line }) => ({
    ...line,
    unitCost: withCosts ? line.unitCost : null,
    net: formatMinor(netMinor, currency),
    discount: formatMinor(discountMinor, currency),
    tax: formatMinor(taxMinor, currency),
    total: formatMinor(totalMinor, currency),
  }));
}
