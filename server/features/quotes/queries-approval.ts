import type { QuoteStatus } from '#domain/quotes.ts';
import { approvalOf } from '#features/approvals/operations/require-approved.ts';
import type { Approval, ApprovalSubject } from '#features/approvals/queries.ts';
import type { Call } from '#platform/access/call.ts';
import { withoutPadding } from '#records/columns.ts';
import { type PricedDocumentLine, readLines } from '#records/document-lines.ts';
import type { RecordRow, Values } from '#records/kind.ts';
import { entityIdAt } from '#records/scope.ts';
import { quoteLines } from './kind.ts';

/** What of a line an approval is bound to: all that it says, and its cost, which the margin rests on. */
function boundLine(line: PricedDocumentLine): Values {
  const { description, quantity, unit, unitPrice, taxRate, discountPercent } = line;
  const { lineType, productId, unitCost, optional, selected } = line;
  const said = { description, quantity, unit, unitPrice, taxRate, discountPercent };
  return { ...said, lineType, productId, unitCost, optional, selected };
}

const bound = [
  'title',
  'description',
  'reference',
  'validUntil',
  'currency',
  'discountType',
  'language',
  'terms',
  'customerNote',
  'billingAddress',
  'shippingAddress',
  'accountId',
  'contactId',
  'leadId',
] as const;

/** A quote as the rules of approval see it. Its number, owner, tags and internal note are free to change. */
export async function approvalSubject(call: Call, row: RecordRow): Promise<ApprovalSubject> {
  const lines = await readLines(call, quoteLines, row.id);
  return {
    row,
    lines,
    content: {
      ...Object.fromEntries(bound.map((name) => [name, row[name] ?? null])),
      discountValue: withoutPadding(String(row.discountValue)),
      lines: lines.map(boundLine),
      // Who sells: a quote may be moved within an entity, not to another.
      entityId: await entityIdAt(call, row.scopeId),
    },
  };
}

/** How a quote stands with the rules of approval. */
export async function quoteApproval(call: Call, row: RecordRow): Promise<Approval> {
  const open = (row.status as QuoteStatus) === 'draft' && row.archivedAt === null;
  return approvalOf(call, await approvalSubject(call, row), open);
}
