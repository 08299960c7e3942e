import { sql } from 'kysely';
import { fieldProblem } from '#domain/field-errors.ts';
import { amountToMinor } from '#domain/fields.ts';
import type { RefundBody } from '#domain/invoices.ts';
import { invalidFields, notFound } from '#domain/problems.ts';
import type { Call } from '#platform/access/call.ts';
import { may, requireOn } from '#platform/access/can.ts';
import type { RecordRow } from '#records/kind.ts';
import { lockRecord } from '#records/read-record.ts';
import { invoiceKind } from '../kind.ts';
import { type Credit, findCredit, lockCredit } from '../queries-credit.ts';
import { addInvoiceEntry, amountIn, tellOfInvoice } from './add-invoice-entry.ts';
import { exceedsBalance, requireHappened } from './settle-invoice.ts';

/** Counts on a credit that the caller holds locked what was used or paid back of it. Minor units. */
export async function takeFromCredit(
  call: Call,
  id: string,
  { usedMinor = 0n, refundedMinor = 0n }: { usedMinor?: bigint; refundedMinor?: bigint },
): Promise<void> {
  if (usedMinor === 0n && refundedMinor === 0n) return;
  await call.database
    .updateTable('customerCredit')
    .set({
      usedMinor: sql<bigint>`used_minor + ${usedMinor}`,
      refundedMinor: sql<bigint>`refunded_minor + ${refundedMinor}`,
    })
    .where('orgId', '=', call.orgId)
    .where('id', '=', id)
    .execute();
}

/**
 * Pays a customer's credit out to them. Whose it is, and who may, follows from the invoice that it came from. Exactly once
 * under its lock; behind it stands `customer_credit_never_used_beyond`.
 */
export async function refundCredit(
  call: Call,
  id: string,
  { date, amount, method, reference }: RefundBody,
): Promise<{ credit: Credit; invoice: RecordRow }> {
  const found = await findCredit(call, id);
  if (!found) throw notFound('credit');
  const invoice = await lockRecord(call, invoiceKind, found.invoiceId);
  if (!may(call, 'accounting.payments.view', invoice)) throw notFound('credit');
  requireOn(call, 'accounting.payments.refund', invoice, {
    name: 'credit',
    view: 'accounting.payments.view',
  });
  await requireHappened(call, invoice, date);
  if (date < found.creditDate) {
    throw invalidFields([fieldProblem('date', 'out_of_range', { min: found.creditDate })]);
  }
  const wanted = amountToMinor('amount', amount, found.currency);
  if (!wanted.ok) throw invalidFields([wanted.error]);
  const { availableMinor } = await lockCredit(call, id);
  if (wanted.minor > availableMinor) {
    throw exceedsBalance(availableMinor, found.currency, (left) => `Only ${left} of this credit is left.`);
  }
  await takeFromCredit(call, id, { refundedMinor: wanted.minor });
  await addInvoiceEntry(call, invoice, {
    kind: 'credit_refund',
    date,
    amountMinor: wanted.minor,
    creditId: id,
    method,
    reference: reference ?? null,
  });
  const told = { creditId: id, ...amountIn(invoice, wanted.minor) };
  tellOfInvoice(call, invoice, 'invoice.credit_refunded', {
    ...told,
    method,
    reference: reference ?? null,
    date,
  });
  return { credit: await lockCredit(call, id), invoice };
}
