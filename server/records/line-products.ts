import type { LineBody } from '#domain/document-lines.ts';
import { fieldProblem } from '#domain/field-errors.ts';
import { type FieldProblem, invalidFields } from '#domain/problems.ts';
import { onOneLine } from '#domain/scope.ts';
import type { Call } from '#platform/access/call.ts';
import { holds, may } from '#platform/access/can.ts';
import type { PricedDocumentLine } from './document-lines.ts';
import { type RecordRow, tablesOf } from './kind.ts';

/** Whether the actor sees what things cost the company: whoever may change products. */
export function seesCosts(call: Call): boolean {
  return holds(call, 'catalog.products.edit');
}

/** Lines as a client sends them, or with the id of the stored line that they were copied from. */
type GivenLine = LineBody & { id?: string };

type Document = {
  /** The lines that the document has, and the currency that they are in. */
  before: readonly PricedDocumentLine[];
  was: string | undefined;
  currency: string;
  scopePath: string;
};

async function productsIn(call: Call, lines: readonly GivenLine[]): Promise<Map<string, RecordRow>> {
  const ids = [...new Set(lines.flatMap(({ productId }) => productId ?? []))];
  if (ids.length === 0) return new Map();
  const rows = await tablesOf(call)
    .selectFrom('product')
    .selectAll()
    .where('orgId', '=', call.orgId)
    .where('id', 'in', ids)
    .execute();
  return new Map(rows.map((row) => [row.id as string, row as RecordRow]));
}

function productProblem(
  call: Call,
  path: string,
  row: RecordRow | undefined,
  at: string,
): FieldProblem | null {
  if (!row || !may(call, 'catalog.products.view', row)) return fieldProblem(path, 'not_found');
  if (row.archivedAt !== null || row.active !== true) return fieldProblem(path, 'inactive');
  return onOneLine(row.scopePath, at) ? null : fieldProblem(path, 'other_scope');
}

const isHeading = ({ lineType }: GivenLine) => lineType === 'heading';

function requireProducts(
  call: Call,
  lines: readonly GivenLine[],
  products: Map<string, RecordRow>,
  { before, scopePath }: Document,
): void {
  const known = new Set(before.map(({ productId }) => productId));
  const problems = lines.flatMap((line, at) => {
    // What stands in a document already, or comes from another one, may be off sale or out of sight by now.
    if (!line.productId || line.id !== undefined || known.has(line.productId)) return [];
    const path = `lines.${at}.productId`;
    if (isHeading(line)) return [fieldProblem(path, 'not_allowed', { because: 'heading' })];
    return productProblem(call, path, products.get(line.productId), scopePath) ?? [];
  });
  if (problems.length > 0) throw invalidFields(problems);
}

const nameOf = ({ productId, description }: { productId?: string | null; description: string }) =>
  `${productId ?? ''} ${description}`;

/** What each line cost before, by what it says and, for products, whatever it says. */
function costsBefore(before: readonly PricedDocumentLine[]): Map<string, string | null> {
  const costs = new Map<string, string | null>();
  for (const line of before) {
    if (line.productId) costs.set(line.productId, line.unitCost);
  }
  for (const line of before) costs.set(nameOf(line), line.unitCost);
  return costs;
}

/**
 * Lines with their products checked, and with what each costs: as it was sent by those who see costs; for all others, and
 * where it was left away, what the line cost before or what its product costs in the document's currency. So a margin can be
 * judged whoever wrote the lines. Refuses a product that is unknown, out of sight, off sale or of another place by
 * `lines.<place>.productId`.
 */
export async function linesWithProducts(
  call: Call,
  lines: readonly GivenLine[],
  document: Document,
): Promise<GivenLine[]> {
  const products = await productsIn(call, lines);
  requireProducts(call, lines, products, document);
  const sees = seesCosts(call);
  const sameMoney = document.was === document.currency;
  const before = sameMoney ? costsBefore(document.before) : new Map<string, string | null>();
  return lines.map((line) => {
    if (line.id !== undefined && sameMoney) return line;
    if (sees && line.unitCost !== undefined && line.id === undefined) return line;
    const named = before.get(nameOf(line));
    const known = named === undefined && line.productId ? before.get(line.productId) : named;
    if (known !== undefined) return { ...line, unitCost: known };
    const costs = line.productId ? products.get(line.productId)?.costs : undefined;
    const unitCost = (costs as Record<string, string> | undefined)?.[document.currency] ?? null;
    return { ...line, unitCost };
  });
}
