import { fieldProblem } from '#domain/field-errors.ts';
import { amountToMinor } from '#domain/fields.ts';
import { type ApplyCreditBody, balanceOf } from '#domain/invoices.ts';
import { invalidFields } from '#domain/problems.ts';
import type { Call } from '#platform/access/call.ts';
import { requireOn } from '#platform/access/can.ts';
import { todayAt } from '#records/entity-calendar.ts';
import type { RecordRow } from '#records/kind.ts';
import { lockRecord, requireActive, requireVersion } from '#records/read-record.ts';
import { viewOf } from '#records/update-record.ts';
import { invoiceKind } from '../kind.ts';
import { type Credit, lockCreditsFor } from '../queries-credit.ts';
import { addInvoiceEntry, amountIn } from './add-invoice-entry.ts';
import { takeFromCredit } from './refund-credit.ts';
import { exceedsBalance, requireOwed, settledOf, settleInvoice } from './settle-invoice.ts';

const smaller = (a: bigint, b: bigint) => (a < b ? a : b);

/** What is to be set against the invoice: as much as fits, unless an amount is said. */
function amountFor(invoice: RecordRow, credits: readonly Credit[], typed: string | null | undefined): bigint {
  const currency = invoice.currency as string;
  const balanceMinor = balanceOf(settledOf(invoice));
  const availableMinor = credits.reduce((sum, credit) => sum + credit.availableMinor, 0n);
  const most = smaller(balanceMinor, availableMinor);
  const refused = exceedsBalance(
    most,
    currency,
    (left) => `At most ${left} of credit can be set against it.`,
  );
  if (most === 0n) throw refused;
  if (typed === null || typed === undefined) return most;
  const parsed = amountToMinor('amount', typed, currency);
  if (!parsed.ok) throw invalidFields([parsed.error]);
  if (parsed.minor > most) throw refused;
  return parsed.minor;
}

/**
 * Sets credit of the customer against an invoice that is due: of the same account, entity and currency, the oldest first
 * unless one is named. The invoice is locked before the credits, so any number of calls at once use each credit once.
 */
export async function applyCredit(
  call: Call,
  invoiceId: string,
  { amount, creditId }: ApplyCreditBody,
  ifMatch: number | null,
): Promise<RecordRow> {
  const invoice = await lockRecord(call, invoiceKind, invoiceId);
  requireOn(call, 'accounting.payments.create', invoice, viewOf(invoiceKind));
  requireVersion(invoice, ifMatch);
  requireActive(invoice);
  requireOwed(invoice);
  const credits = await lockCreditsFor(call, invoice, creditId ?? null);
  if (creditId && credits.length === 0) throw invalidFields([fieldProblem('creditId', 'not_found')]);
  const whole = amountFor(invoice, credits, amount);
  const date = await todayAt(call, invoice.entityId as string);
  let left = whole;
  for (const credit of credits) {
    const usedMinor = smaller(left, credit.availableMinor);
    if (usedMinor === 0n) continue;
    left -= usedMinor;
    await takeFromCredit(call, credit.id, { usedMinor });
    await addInvoiceEntry(call, invoice, {
      kind: 'credit_use',
      date,
      amountMinor: usedMinor,
      creditId: credit.id,
    });
  }
  const settles = whole === balanceOf(settledOf(invoice));
  return settleInvoice(call, invoice, {
    add: { creditUsedMinor: whole },
    event: settles ? 'invoice.paid' : 'invoice.credit_applied',
    payload: amountIn(invoice, whole),
  });
}
