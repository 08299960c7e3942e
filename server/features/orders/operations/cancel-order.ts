import { type OrderCancelBody, type OrderStatus, orderStatus } from '#domain/orders.ts';
import { illegalTransition } from '#domain/problems.ts';
import { lockQuoteBehind } from '#features/quotes/operations/link-invoice.ts';
import { unlinkOrder } from '#features/quotes/operations/link-order.ts';
import type { Call } from '#platform/access/call.ts';
import { requireOn } from '#platform/access/can.ts';
import { changeStatus } from '#records/change-status.ts';
import type { RecordRow } from '#records/kind.ts';
import { lockRecord, requireActive, requireVersion } from '#records/read-record.ts';
import { viewOf } from '#records/update-record.ts';
import { orderKind } from '../kind.ts';
import { type LedgerRow, lockLedger } from '../queries-ledger.ts';
import { releaseLedger } from './change-ledger.ts';

const isSome = (column: 'fulfilledQuantity' | 'invoicedQuantity') => (row: LedgerRow) =>
  Number(row[column]) > 0;

/**
 * Cancels an order of which nothing is invoiced, for a reason. What was delivered stays told, and can still be invoiced; an
 * order of which nothing was delivered gives its quote back, to be ordered or invoiced anew.
 */
export async function cancelOrder(
  call: Call,
  id: string,
  { reason }: OrderCancelBody,
  ifMatch: number | null,
): Promise<RecordRow> {
  const order = await lockRecord(call, orderKind, id);
  requireOn(call, 'crm.orders.confirm', order, viewOf(orderKind));
  requireVersion(order, ifMatch);
  requireActive(order);
  const from = order.status as OrderStatus;
  if (!orderStatus.canMove(from, 'cancelled')) {
    throw illegalTransition(from, 'cancelled', orderStatus.allowed(from));
  }
  const quote = await lockQuoteBehind(call, order.quoteId);
  const rows = await lockLedger(call, { orderId: order.id });
  if (rows.some(isSome('invoicedQuantity'))) {
    const problem = illegalTransition(
      from,
      'cancelled',
      orderStatus.allowed(from).filter((to) => to !== 'cancelled'),
    );
    problem.data.detail = 'Something of this order is invoiced: void the invoice or archive its draft first.';
    problem.data.because = 'invoiced';
    throw problem;
  }
  const untouched = !rows.some(isSome('fulfilledQuantity'));
  await releaseLedger(call, order.id, untouched);
  if (quote?.orderId === order.id && untouched) await unlinkOrder(call, quote);
  return changeStatus(call, orderKind, order, {
    column: 'status',
    to: 'cancelled',
    reason,
    columns: { cancelReason: reason },
    event: 'order.cancelled',
  });
}
