import { amountToMinor } from '#domain/fields.ts';
import { balanceOf, type PaymentBody } from '#domain/invoices.ts';
import { formatMinor } from '#domain/money.ts';
import { invalidFields } from '#domain/problems.ts';
import type { Call } from '#platform/access/call.ts';
import { requireOn } from '#platform/access/can.ts';
import { createRecord } from '#records/create-record.ts';
import type { RecordRow } from '#records/kind.ts';
import { lockRecord, requireActive, requireVersion } from '#records/read-record.ts';
import { viewOf } from '#records/update-record.ts';
import { invoiceKind } from '../kind.ts';
import { paymentKind } from '../payment-kind.ts';
import { keepCredit } from './keep-credit.ts';
import { exceedsBalance, requireHappened, requireOwed, settledOf, settleInvoice } from './settle-invoice.ts';

type Parts = { toInvoiceMinor: bigint; toCreditMinor: bigint };

/** How much settles the invoice and how much is kept: nothing is kept that was not meant to be. */
function partsOf(invoice: RecordRow, { amount, keepAsCredit = false }: PaymentBody): Parts {
  const currency = invoice.currency as string;
  const parsed = amountToMinor('amount', amount, currency);
  if (!parsed.ok) throw invalidFields([parsed.error]);
  const balanceMinor = balanceOf(settledOf(invoice));
  if (parsed.minor <= balanceMinor) return { toInvoiceMinor: parsed.minor, toCreditMinor: 0n };
  if (keepAsCredit) return { toInvoiceMinor: balanceMinor, toCreditMinor: parsed.minor - balanceMinor };
  throw exceedsBalance(balanceMinor, currency, (due) => `Only ${due} of this invoice is still due.`);
}

async function settle(call: Call, invoice: RecordRow, paidMinor: bigint): Promise<RecordRow> {
  if (paidMinor === 0n) return invoice;
  const settled = settledOf(invoice);
  const whole = paidMinor === balanceOf(settled);
  return settleInvoice(call, invoice, {
    add: { paidMinor },
    event: whole ? 'invoice.paid' : 'invoice.partially_paid',
  });
}

/**
 * Records money that arrived for an issued invoice and moves the invoice on. The invoice is locked first, so payments at
 * once never come to more than what is due; behind the lock stands the constraint `invoice_never_overpaid`. With
 * `keepAsCredit` what is beyond the balance becomes the customer's credit.
 */
export async function recordPayment(
  call: Call,
  invoiceId: string,
  body: PaymentBody,
  ifMatch: number | null,
): Promise<{ payment: RecordRow; invoice: RecordRow }> {
  const { date, amount, method, reference } = body;
  const invoice = await lockRecord(call, invoiceKind, invoiceId);
  requireOn(call, 'accounting.payments.create', invoice, viewOf(invoiceKind));
  requireVersion(invoice, ifMatch);
  requireActive(invoice);
  requireOwed(invoice);
  await requireHappened(call, invoice, date);
  const { toInvoiceMinor, toCreditMinor } = partsOf(invoice, body);
  const { ownerId, accountId } = invoice;
  const currency = invoice.currency as string;
  const payment = await createRecord(
    call,
    paymentKind,
    { date, amount, currency, method, reference, invoiceId, accountId, ownerId },
    {
      at: invoice,
      columns: { creditMinor: toCreditMinor },
      inherited: ['invoiceId', 'accountId', 'ownerId'],
      event: 'payment.recorded',
      payload: {
        invoiceId,
        amount: formatMinor(toInvoiceMinor + toCreditMinor, currency),
        currency,
        ...(toCreditMinor > 0n ? { keptAsCredit: formatMinor(toCreditMinor, currency) } : {}),
      },
    },
  );
  const settled = await settle(call, invoice, toInvoiceMinor);
  if (toCreditMinor > 0n) {
    await keepCredit(call, settled, { paymentId: payment.id, date, amountMinor: toCreditMinor });
  }
  return { payment, invoice: settled };
}
