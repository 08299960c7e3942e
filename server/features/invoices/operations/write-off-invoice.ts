import { amountToMinor } from '#domain/fields.ts';
import { balanceOf, type WriteOffBody } from '#domain/invoices.ts';
import { invalidFields } from '#domain/problems.ts';
import type { Call } from '#platform/access/call.ts';
import { requireOn } from '#platform/access/can.ts';
import { todayAt } from '#records/entity-calendar.ts';
import type { RecordRow } from '#records/kind.ts';
import { lockRecord, requireActive, requireVersion } from '#records/read-record.ts';
import { viewOf } from '#records/update-record.ts';
import { invoiceKind } from '../kind.ts';
import { addInvoiceEntry, amountIn } from './add-invoice-entry.ts';
import { exceedsBalance, requireOwed, settledOf, settleInvoice } from './settle-invoice.ts';

/** The whole balance, or the amount that was typed; never more than what is due, and never nothing. */
function amountFor(invoice: RecordRow, typed: string | null | undefined): bigint {
  const currency = invoice.currency as string;
  const balanceMinor = balanceOf(settledOf(invoice));
  const refused = exceedsBalance(
    balanceMinor,
    currency,
    (due) => `Only ${due} of this invoice is still due.`,
  );
  if (balanceMinor === 0n) throw refused;
  if (typed === null || typed === undefined) return balanceMinor;
  const parsed = amountToMinor('amount', typed, currency);
  if (!parsed.ok) throw invalidFields([parsed.error]);
  if (parsed.minor > balanceMinor) throw refused;
  return parsed.minor;
}

/** Gives up what a customer will not pay, for a reason. It can be taken back for as long as the invoice stands. */
export async function writeOffInvoice(
  call: Call,
  id: string,
  { reason, amount }: WriteOffBody,
  ifMatch: number | null,
): Promise<RecordRow> {
  const invoice = await lockRecord(call, invoiceKind, id);
  requireOn(call, 'accounting.invoices.write_off', invoice, viewOf(invoiceKind));
  requireVersion(invoice, ifMatch);
  requireActive(invoice);
  requireOwed(invoice);
  const amountMinor = amountFor(invoice, amount);
  const date = await todayAt(call, invoice.entityId as string);
  await addInvoiceEntry(call, invoice, { kind: 'write_off', date, amountMinor, reason });
  return settleInvoice(call, invoice, {
    add: { writtenOffMinor: amountMinor },
    event: 'invoice.written_off',
    reason,
    payload: amountIn(invoice, amountMinor),
  });
}
