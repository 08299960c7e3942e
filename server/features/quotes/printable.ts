import { type DocumentContent, printable } from '#features/documents/content.ts';
import { composeContent } from '#features/documents/operations/compose-content.ts';
import { sellerParty } from '#features/settings/queries-seller.ts';
import type { Call } from '#platform/access/call.ts';
import { type PricedDocumentLine, readLines } from '#records/document-lines.ts';
import { todayAt } from '#records/entity-calendar.ts';
import type { RecordRow, Values } from '#records/kind.ts';
import { quoteKind, quoteLines } from './kind.ts';
import { customerParty } from './queries-parties.ts';

/** What a quote says to its customer: with the parties it was sent with, or for a draft those of now. */
export async function quoteContent(
  call: Call,
  quote: RecordRow,
  lines: readonly PricedDocumentLine[],
): Promise<DocumentContent> {
  const date = await todayAt(call, quote.scopeId);
  return composeContent(call, {
    kind: 'quote',
    row: quote,
    lines,
    nodeId: quote.scopeId,
    date,
    facts: [
      { key: 'date', type: 'date', value: date },
      { key: 'validUntil', type: 'date', value: quote.validUntil },
      { key: 'reference', value: quote.reference },
    ],
    seller: (quote.seller as Values | null) ?? (await sellerParty(call, quote.scopeId)),
    customer: (quote.customer as Values | null) ?? (await customerParty(call, quote)),
  });
}

export const quotePrintable = printable({
  kind: quoteKind,
  isDraft: ({ status }) => status === 'draft',
  content: async (call, quote) => quoteContent(call, quote, await readLines(call, quoteLines, quote.id)),
});
