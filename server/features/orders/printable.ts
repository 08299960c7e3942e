import { printable } from '#features/documents/content.ts';
import { composeContent } from '#features/documents/operations/compose-content.ts';
import { customerParty } from '#features/quotes/queries-parties.ts';
import { sellerParty } from '#features/settings/queries-seller.ts';
import { readLines } from '#records/document-lines.ts';
import type { Values } from '#records/kind.ts';
import { orderKind, orderLines } from './kind.ts';

/** What an order says to its customer: with the parties it was confirmed with, or for a draft those of now. */
export const orderPrintable = printable({
  kind: orderKind,
  isDraft: ({ confirmedAt }) => confirmedAt === null,
  content: async (call, order) =>
    composeContent(call, {
      kind: 'order',
      row: order,
      lines: await readLines(call, orderLines, order.id),
      nodeId: order.scopeId,
      date: order.orderDate as string,
      facts: [
        { key: 'date', type: 'date', value: order.orderDate },
        { key: 'deliveryDate', type: 'date', value: order.deliveryDate },
        { key: 'reference', value: order.reference },
      ],
      seller: (order.seller as Values | null) ?? (await sellerParty(call, order.scopeId)),
      customer: (order.customer as Values | null) ?? (await customerParty(call, order)),
    }),
});
