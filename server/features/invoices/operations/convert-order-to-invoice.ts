import { fieldProblem } from '#domain/field-errors.ts';
import { quantityUnits } from '#domain/line-ledger.ts';
import { type OrderConvertBody, type OrderPart, type OrderStatus, orderStatus } from '#domain/orders.ts';
import { illegalTransition, invalidFields, Problem } from '#domain/problems.ts';
import { orderKind, orderLines } from '#features/orders/kind.ts';
import { noteInvoiced } from '#features/orders/operations/note-invoiced.ts';
import { invoiceableUnits, type LedgerRow, lockLedger } from '#features/orders/queries-ledger.ts';
import type { Call } from '#platform/access/call.ts';
import { requireCapability, requireOn } from '#platform/access/can.ts';
import { requirePlace } from '#records/create-record.ts';
import { readLines } from '#records/document-lines.ts';
import type { RecordRow } from '#records/kind.ts';
import { lockRecord, requireActive, requireVersion } from '#records/read-record.ts';
import { viewOf } from '#records/update-record.ts';
import { invoicesOfOrder } from '../queries-sales.ts';
import { type Charge, chargeOf } from '../sold-lines.ts';
import { invoiceSale, placeOfInvoice } from './convert-sale.ts';

function requireInvoiceable(order: RecordRow): void {
  const status = order.status as OrderStatus;
  if (order.confirmedAt === null) throw illegalTransition(status, 'invoiced', orderStatus.allowed(status));
}

/** How much of a row the next invoice charges: what is ordered, or what of it was delivered, less what is invoiced. */
const leftOf = (part: OrderPart) => (row: LedgerRow) => {
  const whole = part === 'all' ? invoiceableUnits(row) : quantityUnits(row.fulfilledQuantity);
  return whole - quantityUnits(row.invoicedQuantity);
};

async function chargeOfOrder(
  call: Call,
  order: RecordRow,
  rows: readonly LedgerRow[],
  part: OrderPart,
): Promise<Charge | null> {
  const byId = new Map(rows.map((row) => [row.id, row]));
  const lines = (await readLines(call, orderLines, order.id))
    .filter(({ selected }) => selected)
    .map((line) => ({ line, row: byId.get(line.sourceId ?? '') }));
  return chargeOf(order, lines, leftOf(part));
}

/** Nothing is left: the answer is the one invoice of the whole order, or a refusal that says what there is. */
async function answerWithMade(
  call: Call,
  order: RecordRow,
  rows: readonly LedgerRow[],
  part: OrderPart,
): Promise<RecordRow> {
  const [made, ...more] = await invoicesOfOrder(call, order.id);
  const over = rows.every((row) => leftOf('all')(row) === 0n);
  if (!made && !over)
    throw invalidFields([fieldProblem('part', 'not_allowed', { because: 'nothing_fulfilled' })]);
  if (made && over && more.length === 0) {
    requirePlace(call, 'accounting.invoices.create', made);
    return made;
  }
  throw new Problem('already_converted', {
    detail:
      part === 'all' || over
        ? `All of ${order.number} is invoiced.`
        : `What was delivered of ${order.number} is invoiced.`,
    ...(made ? { invoiceId: made.id, invoiceNumber: made.number } : {}),
  });
}

/**
 * Makes a draft invoice of everything that is not invoiced of an order yet, or of what of it was delivered. The order and
 * its ledger are locked first, so calls at once never charge more than was sold; when nothing is left, the one invoice of
 * the whole order is the answer.
 */
export async function convertOrderToInvoice(
  call: Call,
  id: string,
  { part = 'all', entityId = null }: OrderConvertBody,
  ifMatch: number | null,
): Promise<RecordRow> {
  const order = await lockRecord(call, orderKind, id);
  requireOn(call, 'crm.orders.convert', order, viewOf(orderKind));
  requireCapability(call, 'accounting.invoices.create');
  const rows = await lockLedger(call, { orderId: order.id });
  const charge = await chargeOfOrder(call, order, rows, part);
  if (!charge && order.confirmedAt !== null) return answerWithMade(call, order, rows, part);
  requireVersion(order, ifMatch);
  requireActive(order);
  requireInvoiceable(order);
  if (!charge) throw invalidFields([fieldProblem('lines', 'too_few', { min: 1 })]);
  const at = await placeOfInvoice(call, order, entityId);
  const columns = { quoteId: order.quoteId, orderId: order.id };
  const invoice = await invoiceSale(call, orderKind, order, charge, { at, columns });
  await noteInvoiced(call, order, invoice.id);
  return invoice;
}
