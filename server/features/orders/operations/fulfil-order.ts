import { fieldProblem } from '#domain/field-errors.ts';
import { quantityText, quantityUnits } from '#domain/line-ledger.ts';
import { type OrderFulfilBody, type OrderStatus, orderStatus } from '#domain/orders.ts';
import { type FieldProblem, illegalTransition, invalidFields } from '#domain/problems.ts';
import { addDays } from '#domain/time-zones.ts';
import { type Call, instant } from '#platform/access/call.ts';
import { requireOn } from '#platform/access/can.ts';
import { newId } from '#platform/database/id.ts';
import { changeStatus } from '#records/change-status.ts';
import { type PricedDocumentLine, readLines } from '#records/document-lines.ts';
import { todayAt } from '#records/entity-calendar.ts';
import type { RecordRow } from '#records/kind.ts';
import { lockRecord, requireActive, requireVersion } from '#records/read-record.ts';
import { viewOf, writeChange } from '#records/update-record.ts';
import { orderKind, orderLines } from '../kind.ts';
import { lockLedger } from '../queries-ledger.ts';
import { fulfilLedger } from './change-ledger.ts';

/** A line with what of it can still be delivered. */
type Open = { line: PricedDocumentLine; ledgerId: string; leftUnits: bigint };
type Delivered = { line: PricedDocumentLine; ledgerId: string; units: bigint };

async function openLines(call: Call, order: RecordRow): Promise<Open[]> {
  const rows = new Map((await lockLedger(call, { orderId: order.id })).map((row) => [row.id, row]));
  return (await readLines(call, orderLines, order.id)).flatMap((line) => {
    const row = rows.get(line.sourceId ?? '');
    if (!row) return [];
    const leftUnits = quantityUnits(row.orderedQuantity) - quantityUnits(row.fulfilledQuantity);
    return [{ line, ledgerId: row.id, leftUnits }];
  });
}

/** What is delivered: the lines that were named, within what is left of each; all that is left where none was. */
function deliveredOf(open: readonly Open[], lines: OrderFulfilBody['lines']): Delivered[] {
  if (lines === undefined) {
    return open.flatMap(({ leftUnits: units, ...rest }) => (units > 0n ? [{ ...rest, units }] : []));
  }
  const problems: FieldProblem[] = [];
  const seen = new Set<string>();
  const delivered = lines.flatMap(({ lineId, quantity }, at) => {
    const found = open.find(({ line }) => line.id === lineId);
    if (!found || seen.has(lineId)) {
      problems.push(fieldProblem(`lines.${at}.lineId`, found ? 'duplicate' : 'not_found'));
      return [];
    }
    seen.add(lineId);
    const units = quantityUnits(quantity);
    if (units > found.leftUnits) {
      const max = quantityText(found.leftUnits);
      problems.push(fieldProblem(`lines.${at}.quantity`, 'out_of_range', { above: '0', max }));
    }
    return [{ line: found.line, ledgerId: found.ledgerId, units }];
  });
  if (problems.length > 0) throw invalidFields(problems);
  return delivered;
}

async function dateOf(call: Call, order: RecordRow, date: string | null | undefined): Promise<string> {
  const today = await todayAt(call, order.scopeId);
  const max = addDays(today, 1);
  if (date && date > max) throw invalidFields([fieldProblem('date', 'out_of_range', { max })]);
  return date ?? today;
}

async function keepDelivery(
  call: Call,
  order: RecordRow,
  delivered: readonly Delivered[],
  { date, note }: { date: string; note: string | null },
): Promise<string> {
  const { orgId, scopeId, scopePath, id: orderId } = order;
  const place = { orgId, scopeId, scopePath, orderId };
  const id = newId(call.now.getTime());
  const act = { ...place, id, fulfilledOn: date, note, at: instant(call), by: call.actor.memberId };
  await call.database.insertInto('orderFulfilment').values(act).execute();
  const lines = delivered.map(({ line, ledgerId, units }) => ({
    ...place,
    id: newId(call.now.getTime()),
    fulfilmentId: id,
    orderLineId: line.id as string,
    ledgerId,
    quantity: quantityText(units),
  }));
  await call.database.insertInto('orderFulfilmentLine').values(lines).execute();
  return id;
}

/**
 * Notes what was delivered of a confirmed order, with the day of it, and moves the order on. The order and its ledger are
 * locked first, so deliveries at once never come to more than was ordered; behind the lock stands the constraint
 * `ledger_fulfilled_within_ordered`.
 */
export async function fulfilOrder(
  call: Call,
  id: string,
  { lines, note = null, date }: OrderFulfilBody,
  ifMatch: number | null,
): Promise<RecordRow> {
  const order = await lockRecord(call, orderKind, id);
  requireOn(call, 'crm.orders.fulfil', order, viewOf(orderKind));
  requireVersion(order, ifMatch);
  requireActive(order);
  const from = order.status as OrderStatus;
  if (from !== 'confirmed' && from !== 'partly_fulfilled') {
    throw illegalTransition(from, 'fulfilled', orderStatus.allowed(from));
  }
  const open = await openLines(call, order);
  const delivered = deliveredOf(open, lines);
  const on = await dateOf(call, order, date);
  await fulfilLedger(call, new Map(delivered.map(({ ledgerId, units }) => [ledgerId, units])));
  const fulfilmentId = await keepDelivery(call, order, delivered, { date: on, note });
  const total = (units: readonly bigint[]) => units.reduce((a, b) => a + b, 0n);
  const left = total(open.map(({ leftUnits }) => leftUnits)) - total(delivered.map(({ units }) => units));
  const to: OrderStatus = left === 0n ? 'fulfilled' : 'partly_fulfilled';
  const told = delivered.map(({ line, units }) => ({
    description: line.description,
    quantity: quantityText(units),
  }));
  const event = 'order.fulfilled';
  const payload = { fulfilmentId, status: to, date: on };
  if (to === from) {
    return writeChange(call, orderKind, order, {}, { event, payload, after: { delivered: told } });
  }
  return changeStatus(call, orderKind, order, { column: 'status', to, event, payload, reason: note });
}
