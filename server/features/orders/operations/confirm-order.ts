import { fieldProblem } from '#domain/field-errors.ts';
import { type OrderStatus, orderStatus } from '#domain/orders.ts';
import { type FieldProblem, illegalTransition, invalidFields } from '#domain/problems.ts';
import { freezeContent } from '#features/documents/operations/freeze-content.ts';
import { customerParty } from '#features/quotes/queries-parties.ts';
import { sellerParty } from '#features/settings/queries-seller.ts';
import { type Call, instant } from '#platform/access/call.ts';
import { requireOn } from '#platform/access/can.ts';
import { changeStatus } from '#records/change-status.ts';
import { readLines } from '#records/document-lines.ts';
import type { RecordRow, Values } from '#records/kind.ts';
import { lockRecord, requireActive, requireVersion } from '#records/read-record.ts';
import { viewOf } from '#records/update-record.ts';
import { orderKind, orderLines } from '../kind.ts';
import { openLedgerOfOrder } from './open-ledger.ts';

/** An order is confirmed to somebody, and over something. */
async function requireConfirmable(call: Call, order: RecordRow): Promise<void> {
  const problems: FieldProblem[] = [];
  if (order.accountId === null) problems.push(fieldProblem('accountId', 'required'));
  const lines = await readLines(call, orderLines, order.id);
  if (!lines.some(({ lineType, selected }) => lineType === 'item' && selected)) {
    problems.push(fieldProblem('lines', 'too_few', { min: 1 }));
  }
  if (problems.length > 0) throw invalidFields(problems);
}

async function partiesOf(call: Call, order: RecordRow): Promise<Values> {
  const customer = await customerParty(call, order);
  if (!customer) throw invalidFields([fieldProblem('accountId', 'not_found')]);
  return { customer, seller: await sellerParty(call, order.scopeId) };
}

/**
 * Confirms a draft order: from here on it is not edited, the customer, the seller and what the PDF says are kept as they are,
 * and its lines stand in the ledger.
 */
export async function confirmOrder(call: Call, id: string, ifMatch: number | null): Promise<RecordRow> {
  const order = await lockRecord(call, orderKind, id);
  requireOn(call, 'crm.orders.confirm', order, viewOf(orderKind));
  requireVersion(order, ifMatch);
  requireActive(order);
  const from = order.status as OrderStatus;
  if (from !== 'draft') throw illegalTransition(from, 'confirmed', orderStatus.allowed(from));
  await requireConfirmable(call, order);
  const parties = await partiesOf(call, order);
  if (order.quoteId === null) await openLedgerOfOrder(call, order);
  const confirmed = await changeStatus(call, orderKind, order, {
    column: 'status',
    to: 'confirmed',
    columns: { ...parties, confirmedAt: instant(call) },
    event: 'order.confirmed',
  });
  await freezeContent(call, { kind: orderKind, row: confirmed });
  return confirmed;
}
