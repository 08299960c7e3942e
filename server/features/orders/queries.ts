import { quantityText, quantityUnits } from '#domain/line-ledger.ts';
import { formatMinor } from '#domain/money.ts';
import type { Call } from '#platform/access/call.ts';
import { may } from '#platform/access/can.ts';
import { withoutPadding } from '#records/columns.ts';
import { presentLines, readLines } from '#records/document-lines.ts';
import { type RecordRow, tablesOf, type Values } from '#records/kind.ts';
import { seesCosts } from '#records/line-products.ts';
import { orderKind, orderLines } from './kind.ts';
import { invoiceableUnits, type LedgerRow, readLedger } from './queries-ledger.ts';

/** The order with this id behind the wall of the transaction, or null: also one that the actor has no right to list. */
export async function findOrder(call: Call, id: unknown): Promise<RecordRow | null> {
  if (typeof id !== 'string') return null;
  const row = await tablesOf(call)
    .selectFrom(orderKind.table)
    .selectAll()
    .where('orgId', '=', call.orgId)
    .where('id', '=', id)
    .executeTakeFirst();
  return (row as RecordRow | undefined) ?? null;
}

type Delivered = {
  fulfilmentId: string;
  lineId: string;
  quantity: string;
  description: string;
  unit: string | null;
};

async function deliveredLines(call: Call, orderId: string): Promise<Delivered[]> {
  return call.database
    .selectFrom('orderFulfilmentLine as delivered')
    .innerJoin('salesOrderLine as line', (join) =>
      join.onRef('line.orgId', '=', 'delivered.orgId').onRef('line.id', '=', 'delivered.orderLineId'),
    )
    .select(['delivered.fulfilmentId', 'delivered.orderLineId as lineId', 'delivered.quantity'])
    .select(['line.description', 'line.unit'])
    .where('delivered.orgId', '=', call.orgId)
    .where('delivered.orderId', '=', orderId)
    .orderBy('line.sortOrder')
    .orderBy('line.id')
    .execute();
}

/** Each time that something of an order was delivered, the newest first. */
async function deliveriesOf(call: Call, orderId: string): Promise<Values[]> {
  const acts = await call.database
    .selectFrom('orderFulfilment')
    .leftJoin('member', (join) =>
      join.onRef('member.orgId', '=', 'orderFulfilment.orgId').onRef('member.id', '=', 'orderFulfilment.by'),
    )
    .select(['orderFulfilment.id', 'fulfilledOn', 'note', 'at', 'by', 'member.name as byName'])
    .where('orderFulfilment.orgId', '=', call.orgId)
    .where('orderId', '=', orderId)
    .orderBy('fulfilledOn', 'desc')
    .orderBy('orderFulfilment.id', 'desc')
    .execute();
  if (acts.length === 0) return [];
  const lines = Map.groupBy(await deliveredLines(call, orderId), ({ fulfilmentId }) => fulfilmentId);
  return acts.map(({ id, fulfilledOn: date, note, at, by, byName }) => ({
    id,
    date,
    note,
    at,
    by,
    byName,
    lines: (lines.get(id) ?? []).map(({ lineId, description, quantity, unit }) => ({
      lineId,
      description,
      quantity: withoutPadding(quantity),
      unit,
    })),
  }));
}

/** The invoices of an order that the actor may see, the oldest first. */
async function invoicesOf(call: Call, orderId: string): Promise<Values[]> {
  const rows = (await tablesOf(call)
    .selectFrom('invoice')
    .selectAll()
    .where('orgId', '=', call.orgId)
    .where('orderId', '=', orderId)
    .where('archivedAt', 'is', null)
    .orderBy('id')
    .execute()) as RecordRow[];
  const seen = rows.filter((row) => may(call, 'accounting.invoices.view', row));
  return seen.map((row) => {
    const amount = (minor: unknown) => formatMinor(minor as bigint, row.currency as string);
    return {
      id: row.id,
      number: row.number,
      status: row.status,
      currency: row.currency,
      total: amount(row.totalMinor),
      paid: amount(row.paidMinor),
      balance: amount(row.balanceMinor),
    };
  });
}

function progressOf(row: LedgerRow | undefined): Values {
  if (!row) return { fulfilledQuantity: null, invoicedQuantity: null, toFulfil: null, toInvoice: null };
  const fulfilled = quantityUnits(row.fulfilledQuantity);
  const invoiced = quantityUnits(row.invoicedQuantity);
  return {
    fulfilledQuantity: quantityText(fulfilled),
    invoicedQuantity: quantityText(invoiced),
    toFulfil: quantityText(quantityUnits(row.orderedQuantity) - fulfilled),
    toInvoice: quantityText(invoiceableUnits(row) - invoiced),
  };
}

/** What an order's own page shows beside its fields: how far each line has come, deliveries, invoices. */
export async function orderDetail(call: Call, order: RecordRow): Promise<Values> {
  const lines = presentLines(
    await readLines(call, orderLines, order.id),
    order.currency as string,
    seesCosts(call),
  );
  const rows = new Map((await readLedger(call, { orderId: order.id })).map((row) => [row.id, row]));
  return {
    lines: lines.map((line) => ({ ...line, ...progressOf(rows.get(String(line.sourceId))) })),
    deliveries: await deliveriesOf(call, order.id),
    invoices: await invoicesOf(call, order.id),
  };
}
