import { sql } from 'kysely';
import { fieldProblem } from '#domain/field-errors.ts';
import type { DiscountType } from '#domain/pricing.ts';
import { invalidFields } from '#domain/problems.ts';
import { audit, type Call } from '#platform/access/call.ts';
import { withoutPadding } from '#records/columns.ts';
import {
  type DocumentTotals,
  type PricedDocumentLine,
  pricedLines,
  readLines,
} from '#records/document-lines.ts';
import type { RecordRow } from '#records/kind.ts';
import { quoteLines } from '../kind.ts';

export type Choice = {
  before: readonly PricedDocumentLine[];
  lines: PricedDocumentLine[];
  totals: DocumentTotals;
};

function requireOptional(lines: readonly PricedDocumentLine[], selected: readonly string[]): void {
  const errors = selected.flatMap((id, at) => {
    const line = lines.find((each) => each.id === id);
    if (!line) return [fieldProblem(`selected.${at}`, 'not_found')];
    return line.optional ? [] : [fieldProblem(`selected.${at}`, 'not_allowed')];
  });
  if (errors.length > 0) throw invalidFields(errors);
}

/**
 * What a quote comes to when exactly these of its optional lines are chosen, by the engine that priced it. Writes nothing.
 * Throws 422 for an id that is no optional line of it, and where the rest no longer bears the discount.
 */
export async function priceChoice(
  call: Call,
  quote: RecordRow,
  selected: readonly string[],
): Promise<Choice> {
  const before = await readLines(call, quoteLines, quote.id);
  requireOptional(before, selected);
  const wanted = new Set(selected);
  const terms = {
    currency: quote.currency as string,
    discountType: quote.discountType as DiscountType,
    discountValue: withoutPadding(quote.discountValue as string),
  };
  const chosen = before.map((line) => ({
    ...line,
    selected: !line.optional || wanted.has(line.id ?? ''),
  }));
  return { before, ...pricedLines(terms, chosen) };
}

const changed = (a: PricedDocumentLine, b: PricedDocumentLine | undefined) =>
  a.selected !== b?.selected || a.discountMinor !== b.discountMinor || a.taxMinor !== b.taxMinor;

/**
 * Keeps a choice of the customer in the lines of a quote that the caller holds, and answers the columns that follow from
 * it: none where nothing changes. The lines keep their ids.
 */
export async function keepChoice(
  call: Call,
  quote: RecordRow,
  { before, lines, totals }: Choice,
): Promise<Partial<DocumentTotals> & { amountMinor?: bigint }> {
  const moved = lines.filter((line, at) => changed(line, before[at]));
  if (moved.length === 0) return {};
  const rows = moved.map(({ id, selected, discountMinor, taxMinor, totalMinor }) => ({
    id,
    selected,
    discount: String(discountMinor),
    tax: String(taxMinor),
    total: String(totalMinor),
  }));
  await sql`update quote_line set selected = chosen.selected, discount_minor = chosen.discount,
      tax_minor = chosen.tax, total_minor = chosen.total
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      as chosen (id uuid, selected boolean, discount bigint, tax bigint, total bigint)
    where quote_line.org_id = ${call.orgId} and quote_line.quote_id = ${quote.id}
      and quote_line.id = chosen.id`.execute(call.database);
  const namesOf = (all: readonly PricedDocumentLine[]) =>
    all.flatMap(({ optional, selected, description }) => (optional && selected ? [description] : []));
  audit(call, {
    action: 'quote.options_chosen',
    recordKind: 'quote',
    recordId: quote.id,
    scopePath: quote.scopePath,
    before: { options: namesOf(before) },
    after: { options: namesOf(lines) },
  });
  return { ...totals, amountMinor: totals.totalMinor };
}
