import type { Selectable } from 'kysely';
import { type Part, quantityUnits } from '#domain/line-ledger.ts';
import { formatMinor } from '#domain/money.ts';
import type { OrderProgress } from '#domain/orders.ts';
import type { Call } from '#platform/access/call.ts';
import type { LineLedgerTable } from '#platform/database/row-types.generated.ts';
import type { RecordRow, Values } from '#records/kind.ts';

export type LedgerRow = Selectable<LineLedgerTable>;

/** The sale that rows belong to: an order, or a quote that is invoiced without one. */
export type Origin = { quoteId: string } | { orderId: string };

const ofOrigin = (origin: Origin) =>
  'orderId' in origin ? (['orderId', origin.orderId] as const) : (['quoteId', origin.quoteId] as const);

/** What was sold of each line of a quote or an order. */
export async function readLedger(call: Call, origin: Origin): Promise<LedgerRow[]> {
  const [column, id] = ofOrigin(origin);
  return call.database
    .selectFrom('lineLedger')
    .selectAll()
    .where('orgId', '=', call.orgId)
    .where(column, '=', id)
    .orderBy('id')
    .execute();
}

/**
 * As `readLedger`, and holds the rows until the end of the transaction. Whoever needs more than one lock takes them in
 * this order: invoice, order, quote, ledger.
 */
export async function lockLedger(call: Call, origin: Origin): Promise<LedgerRow[]> {
  const [column, id] = ofOrigin(origin);
  return call.database
    .selectFrom('lineLedger')
    .selectAll()
    .where('orgId', '=', call.orgId)
    .where(column, '=', id)
    .orderBy('id')
    .forNoKeyUpdate()
    .execute();
}

/** What was sold of a line. */
export function soldPart({ quantity, netMinor, discountMinor, taxMinor }: LedgerRow): Part {
  return { units: quantityUnits(quantity), netMinor, discountMinor, taxMinor };
}

/** What of a line is on invoices that count: drafts, and those that were issued and are not void. */
export function invoicedPart(row: LedgerRow): Part {
  return {
    units: quantityUnits(row.invoicedQuantity),
    netMinor: row.invoicedNetMinor,
    discountMinor: row.invoicedDiscountMinor,
    taxMinor: row.invoicedTaxMinor,
  };
}

/** The quantity that may be invoiced altogether: what is ordered, or what a quote without an order has sold. */
export function invoiceableUnits(row: LedgerRow): bigint {
  return quantityUnits(row.orderId === null ? row.quantity : row.orderedQuantity);
}

function progress(done: bigint, all: bigint): OrderProgress {
  if (done === 0n) return 'none';
  return done < all ? 'part' : 'all';
}

/** How far each order is delivered and invoiced. */
export async function progressOfOrders(call: Call, orders: readonly RecordRow[]): Promise<Values[]> {
  if (orders.length === 0) return [];
  const rows = await call.database
    .selectFrom('lineLedger')
    .selectAll()
    .where('orgId', '=', call.orgId)
    .where(
      'orderId',
      'in',
      orders.map(({ id }) => id),
    )
    .execute();
  const byOrder = Map.groupBy(rows, (row) => row.orderId);
  return orders.map((order) => {
    const sold = byOrder.get(order.id) ?? [];
    const units = (column: 'orderedQuantity' | 'fulfilledQuantity' | 'invoicedQuantity') =>
      sold.reduce((sum, row) => sum + quantityUnits(row[column]), 0n);
    const invoicedMinor = sold.reduce(
      (sum, row) => sum + row.invoicedNetMinor - row.invoicedDiscountMinor + row.invoicedTaxMinor,
      0n,
    );
    const ordered = units('orderedQuantity');
    return {
      fulfilment: progress(units('fulfilledQuantity'), ordered),
      invoicing: progress(units('invoicedQuantity'), ordered),
      invoicedTotal: formatMinor(invoicedMinor, order.currency as string),
    };
  });
}
