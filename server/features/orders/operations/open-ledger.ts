import { quoteLines } from '#features/quotes/kind.ts';
import { type Call, instant } from '#platform/access/call.ts';
import { newId } from '#platform/database/id.ts';
import { type PricedDocumentLine, readLines } from '#records/document-lines.ts';
import type { RecordRow } from '#records/kind.ts';
import { orderLines } from '../kind.ts';
import { type LedgerRow, lockLedger } from '../queries-ledger.ts';

type Sold = { line: PricedDocumentLine; id: string };

/** What somebody buys of a document: no heading, and nothing that the customer has not chosen. */
const soldLines = (call: Call, lines: readonly PricedDocumentLine[]): Sold[] =>
  lines
    .filter(({ lineType, selected }) => lineType === 'item' && selected)
    .map((line) => ({ line, id: newId(call.now.getTime()) }));

function rowOf(call: Call, { line, id }: Sold, currency: string) {
  const { unitPrice, discountPercent, taxRate, quantity, netMinor, discountMinor, taxMinor } = line;
  const price = { currency, unitPrice, discountPercent, taxRate };
  return {
    orgId: call.orgId,
    id,
    ...price,
    quantity,
    netMinor,
    discountMinor,
    taxMinor,
    createdAt: instant(call),
  };
}

/**
 * The rows of an accepted quote, which the caller holds; they are made the first time that it is ordered or invoiced. No
 * quote line has two of them: `ledger_quote_line_once`.
 */
export async function openLedgerOfQuote(call: Call, quote: RecordRow): Promise<LedgerRow[]> {
  const rows = await lockLedger(call, { quoteId: quote.id });
  if (rows.length > 0) return rows;
  const sold = soldLines(call, await readLines(call, quoteLines, quote.id));
  if (sold.length === 0) return [];
  await call.database
    .insertInto('lineLedger')
    .values(
      sold.map(({ line, id }) => ({
        ...rowOf(call, { line, id }, quote.currency as string),
        quoteId: quote.id,
        quoteLineId: line.id as string,
      })),
    )
    .execute();
  return lockLedger(call, { quoteId: quote.id });
}

/** The rows of an order that was made by hand and is being confirmed; its lines name them from here on. */
export async function openLedgerOfOrder(call: Call, order: RecordRow): Promise<LedgerRow[]> {
  const sold = soldLines(call, await readLines(call, orderLines, order.id));
  if (sold.length === 0) return [];
  await call.database
    .insertInto('lineLedger')
    .values(
      sold.map(({ line, id }) => ({
        ...rowOf(call, { line, id }, order.currency as string),
        orderId: order.id,
        orderedQuantity: line.quantity,
      })),
    )
    .execute();
  for (const { line, id } of sold) {
    await call.database
      .updateTable('salesOrderLine')
      .set({ sourceId: id })
      .where('orgId', '=', call.orgId)
      .where('id', '=', line.id as string)
      .execute();
  }
  return lockLedger(call, { orderId: order.id });
}
