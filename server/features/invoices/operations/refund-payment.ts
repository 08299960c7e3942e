import { fieldProblem } from '#domain/field-errors.ts';
import { amountToMinor } from '#domain/fields.ts';
import type { RefundBody } from '#domain/invoices.ts';
import { invalidFields } from '#domain/problems.ts';
import type { Call } from '#platform/access/call.ts';
import { requireOn } from '#platform/access/can.ts';
import type { RecordRow } from '#records/kind.ts';
import { getRecord, lockRecord, requireVersion } from '#records/read-record.ts';
import { viewOf, writeChange } from '#records/update-record.ts';
import { invoiceKind } from '../kind.ts';
import { paymentKind } from '../payment-kind.ts';
import { lockCreditOfPayment } from '../queries-credit.ts';
import { addInvoiceEntry, amountIn } from './add-invoice-entry.ts';
import { takeFromCredit } from './refund-credit.ts';
import { exceedsBalance, requireHappened, settleInvoice } from './settle-invoice.ts';

/** What of a payment can still go back: what it put on its invoice, and what of its credit is unused. Minor units. */
function refundable(payment: RecordRow, creditMinor: bigint): bigint {
  const { amountMinor, creditMinor: kept, refundedMinor } = payment as RecordRow & Record<string, bigint>;
  return (amountMinor ?? 0n) - (kept ?? 0n) - (refundedMinor ?? 0n) + creditMinor;
}

/**
 * Pays a customer back out of a payment: first what of it was kept as credit and is unused, then what it put on the
 * invoice, which is due again. The payment stays as it was; the refund is its own entry. The invoice is locked before the
 * payment and its credit, as everywhere; behind the locks stand `payment_never_refunded_beyond` and
 * `customer_credit_never_used_beyond`.
 */
export async function refundPayment(
  call: Call,
  id: string,
  { date, amount, method, reference }: RefundBody,
  ifMatch: number | null,
): Promise<{ payment: RecordRow; invoice: RecordRow }> {
  const { invoiceId } = await getRecord(call, paymentKind, id);
  const invoice = await lockRecord(call, invoiceKind, invoiceId as string);
  const payment = await lockRecord(call, paymentKind, id);
  requireOn(call, 'accounting.payments.refund', payment, viewOf(paymentKind));
  requireVersion(payment, ifMatch);
  await requireHappened(call, invoice, date);
  const min = payment.paymentDate as string;
  if (date < min) throw invalidFields([fieldProblem('date', 'out_of_range', { min })]);
  const currency = payment.currency as string;
  const wanted = amountToMinor('amount', amount, currency);
  if (!wanted.ok) throw invalidFields([wanted.error]);
  const credit = await lockCreditOfPayment(call, id);
  const unused = credit?.availableMinor ?? 0n;
  const most = refundable(payment, unused);
  if (wanted.minor > most) {
    throw exceedsBalance(most, currency, (left) => `Only ${left} of this payment can be paid back.`);
  }
  const fromCreditMinor = wanted.minor < unused ? wanted.minor : unused;
  const fromInvoiceMinor = wanted.minor - fromCreditMinor;
  if (credit) await takeFromCredit(call, credit.id, { refundedMinor: fromCreditMinor });
  const told = { invoiceId: invoice.id, ...amountIn(invoice, wanted.minor) };
  const refunded = await writeChange(
    call,
    paymentKind,
    payment,
    { refundedMinor: (payment.refundedMinor as bigint) + fromInvoiceMinor },
    { event: 'payment.refunded', after: { ...told, method, reference, date }, payload: told },
  );
  await addInvoiceEntry(call, invoice, {
    kind: 'refund',
    date,
    amountMinor: wanted.minor,
    fromCreditMinor,
    creditId: fromCreditMinor > 0n ? (credit?.id ?? null) : null,
    paymentId: id,
    method,
    reference: reference ?? null,
  });
  if (fromInvoiceMinor === 0n) return { payment: refunded, invoice };
  const reopened = await settleInvoice(call, invoice, {
    add: { paidMinor: -fromInvoiceMinor },
    event: 'invoice.refunded',
    payload: { paymentId: id, ...amountIn(invoice, fromInvoiceMinor) },
  });
  return { payment: refunded, invoice: reopened };
}
