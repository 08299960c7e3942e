import { type DocumentContent, printable } from '#features/documents/content.ts';
import { composeContent } from '#features/documents/operations/compose-content.ts';
import { customerParty } from '#features/quotes/queries-parties.ts';
import { sellerParty } from '#features/settings/queries-seller.ts';
import type { Call } from '#platform/access/call.ts';
import { type PricedDocumentLine, readLines } from '#records/document-lines.ts';
import { todayAt } from '#records/entity-calendar.ts';
import type { RecordRow, Values } from '#records/kind.ts';
import { invoiceKind, invoiceLines } from './kind.ts';
import { nameOfTerm } from './queries.ts';

/** What an invoice says to its customer: as it was issued, or for a draft as it would be today. */
export async function invoiceContent(
  call: Call,
  invoice: RecordRow,
  lines: readonly PricedDocumentLine[],
): Promise<DocumentContent> {
  const entityId = invoice.entityId as string;
  const date = (invoice.invoiceDate as string | null) ?? (await todayAt(call, entityId));
  return composeContent(call, {
    kind: 'invoice',
    row: invoice,
    lines,
    nodeId: entityId,
    date,
    facts: [
      { key: 'date', type: 'date', value: date },
      { key: 'dueDate', type: 'date', value: invoice.dueDate },
      { key: 'paymentTerms', value: await nameOfTerm(call, invoice.paymentTermId as string | null) },
      { key: 'reference', value: invoice.reference },
    ],
    seller: (invoice.seller as Values | null) ?? (await sellerParty(call, entityId)),
    customer: (invoice.customer as Values | null) ?? (await customerParty(call, invoice)),
  });
}

export const invoicePrintable = printable({
  kind: invoiceKind,
  isDraft: ({ status }) => status === 'draft',
  content: async (call, invoice) =>
    invoiceContent(call, invoice, await readLines(call, invoiceLines, invoice.id)),
});
