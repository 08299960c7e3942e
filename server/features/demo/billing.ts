import { formatMinor } from '#domain/money.ts';
import { today } from '#domain/time-zones.ts';
import { creditInvoice } from '#features/credit-notes/operations/credit-invoice.ts';
import { issueCreditNote } from '#features/credit-notes/operations/issue-credit-note.ts';
import { issueInvoice } from '#features/invoices/operations/issue-invoice.ts';
import { recordPayment } from '#features/invoices/operations/record-payment.ts';
import { voidInvoice } from '#features/invoices/operations/void-invoice.ts';
import { writeOffInvoice } from '#features/invoices/operations/write-off-invoice.ts';
import type { Call } from '#platform/access/call.ts';
import type { RecordRow } from '#records/kind.ts';
import type { Ending } from './endings.ts';
import { daysAgo, type Member } from './people.ts';
import type { Setting } from './setting.ts';

export type Customer = { account: RecordRow; contacts: RecordRow[] };

const shareOf = (invoice: RecordRow, percent: number) =>
  ((invoice.totalMinor as bigint) * BigInt(percent)) / 100n;

/** Pays a share of an invoice; what is beyond it stays the customer's credit. */
export async function pay(
  call: Call,
  seller: Member,
  invoice: RecordRow,
  { percent, days }: { percent: number; days: number },
): Promise<void> {
  const paidMinor = shareOf(invoice, percent);
  if (paidMinor <= 0n || invoice.status === 'paid') return;
  const at = daysAgo(call, days, seller);
  await recordPayment(
    at,
    invoice.id,
    {
      date: today(at.now, call.timeZone),
      amount: formatMinor(paidMinor, invoice.currency as string),
      method: 'bank_transfer',
      reference: null,
      keepAsCredit: percent > 100,
    },
    null,
  );
}

/** Gives back a quarter of an invoice: off what is due, or kept as credit where it was paid. */
async function credit(call: Call, seller: Member, invoice: RecordRow, days: number): Promise<void> {
  const minor = shareOf(invoice, 25);
  if (minor <= 0n) return;
  const amount = formatMinor(minor, invoice.currency as string);
  const reason = 'Damaged in transport.';
  const note = await creditInvoice(daysAgo(call, days, seller), invoice.id, { reason, amount }, null);
  await issueCreditNote(daysAgo(call, days, seller), note.id, {}, null);
}

/** A draft becomes an invoice some days later, and is paid in part, in whole or not yet, credited, given up or taken back. */
export async function bill(
  call: Call,
  { chance, seller }: Setting,
  draft: RecordRow,
  days: number,
  { paid, later }: Ending,
): Promise<void> {
  if (later === undefined && chance.percent(8)) return;
  const issuedAt = daysAgo(call, days * 0.9, seller);
  const invoice = await issueInvoice(issuedAt, draft.id, { invoiceDate: null, dueDate: null }, null);
  if (later === 'void') {
    const reason = 'Addressed to the wrong company.';
    await voidInvoice(daysAgo(call, days * 0.8, seller), invoice.id, { reason }, null);
    return;
  }
  await pay(call, seller, invoice, { percent: paid, days: days * (0.3 + chance.next() * 0.5) });
  if (later === 'credited') await credit(call, seller, invoice, days * 0.2);
  if (later === 'written_off' && (invoice.totalMinor as bigint) > 0n) {
    const reason = 'The customer is insolvent.';
    await writeOffInvoice(daysAgo(call, days * 0.1, seller), invoice.id, { reason }, null);
  }
}
