import type { LineBody } from '#domain/document-lines.ts';
import { fieldProblem } from '#domain/field-errors.ts';
import { amountToMinor } from '#domain/fields.ts';
import type { DiscountType } from '#domain/pricing.ts';
import { invalidFields } from '#domain/problems.ts';
import type { Call } from '#platform/access/call.ts';
import { canonicalJson } from '#platform/audit/chain.ts';
import { fieldsFrom } from './columns.ts';
import {
  type DocumentLine,
  type DocumentTerms,
  type DocumentTotals,
  type LineTable,
  linesFrom,
  type PricedDocumentLine,
  presentLines,
  pricedLines,
  readLines,
  replaceLines,
} from './document-lines.ts';
import type { Change, Composition, RecordKind, RecordRow, Values } from './kind.ts';
import { linesWithProducts } from './line-products.ts';

/** Lines and totals of another document, to be taken over to the minor unit instead of priced again. */
export type Carried = { lines: PricedDocumentLine[]; totals: DocumentTotals };

type Document = Composition & {
  columns: DocumentTotals & { discountType: DiscountType; discountValue: string };
};

/** The discount as it is stored: nothing off is 0, and a fixed amount has no more decimals than its currency. */
function termsOf(merged: Values): DocumentTerms {
  const currency = merged.currency as string;
  const discountType = (merged.discountType as DiscountType | undefined) ?? 'none';
  if (discountType === 'none') return { currency, discountType, discountValue: '0' };
  const value = merged.discountValue as string | null | undefined;
  if (value === null || value === undefined) throw invalidFields([fieldProblem('discountValue', 'required')]);
  if (discountType === 'fixed') {
    const amount = amountToMinor('discountValue', value, currency);
    if (!amount.ok) throw invalidFields([amount.error]);
  }
  return { currency, discountType, discountValue: value };
}

/** Lines as they are compared and audited: what they say and what they come to. */
function comparable(lines: readonly PricedDocumentLine[], currency: string): Values[] {
  return presentLines(lines, currency, true).map(({ id: _, ...line }) => line);
}

function priced(terms: DocumentTerms, lines: readonly DocumentLine[], { given }: Change): Carried {
  const carried = given.carried as Carried | undefined;
  return carried ?? pricedLines(terms, lines, given.lines as LineBody[] | undefined);
}

type Catalogued = Parameters<typeof linesWithProducts>[2];

/** The lines that the client sent or, when it sent none, those that there are: what they cost follows the currency. */
async function linesOf(call: Call, { lines }: Values, document: Catalogued): Promise<DocumentLine[]> {
  const { before, was, currency } = document;
  if (lines !== undefined) return linesFrom(await linesWithProducts(call, lines as LineBody[], document));
  if (was === currency) return [...before];
  return linesFrom(await linesWithProducts(call, before, document));
}

/**
 * Prices a document as it will be, from the lines that the client sent or, when it sent none, those it has. Lines are
 * replaced as a whole, and only when they say or come to something else. Whoever makes a document of another one passes
 * its lines as `carried`.
 */
export async function composeDocument(
  call: Call,
  table: LineTable,
  merged: Values,
  change: Change,
): Promise<Document> {
  const { current, given } = change;
  const terms = termsOf(merged);
  const before = current === null ? [] : await readLines(call, table, current.id);
  const was = (current?.currency as string | undefined) ?? terms.currency;
  const wanted = await linesOf(call, given, {
    before,
    was,
    currency: terms.currency,
    scopePath: merged.scopePath as string,
  });
  const { lines, totals } = priced(terms, wanted, change);
  const old = comparable(before, was);
  const next = comparable(lines, terms.currency);
  const changed = canonicalJson(old) !== canonicalJson(next);
  // Lines lie where their document lies, also when it moves.
  const moved = current !== null && current.scopeId !== merged.scopeId && lines.length > 0;
  const { discountType, discountValue } = terms;
  return {
    columns: { ...totals, discountType, discountValue },
    ...(changed ? { parts: { name: 'lines', before: old, after: next } } : {}),
    ...(changed || moved ? { write: (row) => replaceLines(call, table, row, lines) } : {}),
  };
}

const handedOn = [
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

/** What a document hands on to one that is made of it, by wire name; its lines, totals and owner are the maker's to carry. */
export function handedOnBy(kind: RecordKind, row: RecordRow): Values {
  const fields = fieldsFrom(kind, row);
  return Object.fromEntries(handedOn.map((name) => [name, fields[name]]));
}
