import { fieldProblem } from '#domain/field-errors.ts';
import { amountToMinor } from '#domain/fields.ts';
import { type InvoiceStatus, invoiceStatus, type PaymentBody, statusByPayment } from '#domain/invoices.ts';
import { formatMinor } from '#domain/money.ts';
import { illegalTransition, invalidFields, Problem } from '#domain/problems.ts';
import { addDays } from '#domain/time-zones.ts';
import type { Call } from '#platform/access/call.ts';
import { requireOn } from '#platform/access/can.ts';
import { changeStatus } from '#records/change-status.ts';
import { createRecord } from '#records/create-record.ts';
import { todayAt } from '#records/entity-calendar.ts';
import type { RecordRow } from '#records/kind.ts';
import { lockRecord, requireActive, requireVersion } from '#records/read-record.ts';
import { viewOf, writeChange } from '#records/update-record.ts';
import { invoiceKind } from '../kind.ts';
import { paymentKind } from '../payment-kind.ts';

function requirePayable(invoice: RecordRow): void {
  const status = invoice.status as InvoiceStatus;
  if (status === 'draft' || status === 'void') {
    throw illegalTransition(status, 'paid', invoiceStatus.allowed(status));
  }
}

/** Money may arrive where it is tomorrow already, but not later than that. */
async function requireArrived(call: Call, invoice: RecordRow, date: string): Promise<void> {
  const max = addDays(await todayAt(call, invoice.entityId as string), 1);
  if (date > max) throw invalidFields([fieldProblem('date', 'out_of_range', { max })]);
}

function amountOf(invoice: RecordRow, typed: string): bigint {
  const currency = invoice.currency as string;
  const amount = amountToMinor('amount', typed, currency);
  if (!amount.ok) throw invalidFields([amount.error]);
  const balanceMinor = (invoice.totalMinor as bigint) - (invoice.paidMinor as bigint);
  if (amount.minor <= balanceMinor) return amount.minor;
  const balance = formatMinor(balanceMinor, currency);
  throw new Problem('exceeds_balance', {
    detail: `Only ${balance} ${currency} of this invoice is still due.`,
    balance,
    currency,
    errors: [fieldProblem('amount', 'exceeds_balance', { max: balance })],
  });
}

async function settle(call: Call, invoice: RecordRow, amountMinor: bigint): Promise<RecordRow> {
  const paidMinor = (invoice.paidMinor as bigint) + amountMinor;
  const to = statusByPayment(invoice.totalMinor as bigint, paidMinor);
  if (to === invoice.status) return writeChange(call, invoiceKind, invoice, { paidMinor });
  return changeStatus(call, invoiceKind, invoice, {
    column: 'status',
    to,
    columns: { paidMinor },
    event: to === 'paid' ? 'invoice.paid' : 'invoice.partially_paid',
  });
}

/**
 * Records money that arrived for an issued invoice and moves the invoice on. The invoice is locked first, so payments at
 * once never come to more than what is due; behind the lock stands the constraint `invoice_never_overpaid`.
 */
export async function recordPayment(
  call: Call,
  invoiceId: string,
  { date, amount, method, reference }: PaymentBody,
  ifMatch: number | null,
): Promise<{ payment: RecordRow; invoice: RecordRow }> {
  const invoice = await lockRecord(call, invoiceKind, invoiceId);
  requireOn(call, 'accounting.payments.create', invoice, viewOf(invoiceKind));
  requireVersion(invoice, ifMatch);
  requireActive(invoice);
  requirePayable(invoice);
  await requireArrived(call, invoice, date);
  const amountMinor = amountOf(invoice, amount);
  const { ownerId, accountId, currency } = invoice;
  const payment = await createRecord(
    call,
    paymentKind,
    { date, amount, currency, method, reference, invoiceId, accountId, ownerId },
    {
      at: invoice,
      inherited: ['invoiceId', 'accountId', 'ownerId'],
      event: 'payment.recorded',
      payload: { invoiceId, amount: formatMinor(amountMinor, currency as string), currency },
    },
  );
  return { payment, invoice: await settle(call, invoice, amountMinor) };
}
