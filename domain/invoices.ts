import { z } from 'zod';
import { documentFields } from './document-lines.ts';
import {
  calendarDate,
  currencyCode,
  decimal,
  limits,
  optionalDate,
  optionalDecimal,
  optionalText,
  optionalUuid,
  optionValue,
  orNothing,
  prose,
  rule,
  uuid,
} from './fields.ts';
import { seriesCode } from './numbering.ts';
import { recordFields } from './record-fields.ts';
import { transitions } from './states.ts';

export const invoiceStatuses = ['draft', 'issued', 'partially_paid', 'paid', 'void'] as const;

export type InvoiceStatus = (typeof invoiceStatuses)[number];

/**
 * Issuing fixes an invoice; what settles it carries it on to paid, and a refund or a write-off that is taken back brings
 * it back. Only an invoice that nothing has settled can be voided.
 */
export const invoiceStatus = transitions<InvoiceStatus>(
  {
    draft: ['issued'],
    issued: ['partially_paid', 'paid', 'void'],
    partially_paid: ['paid', 'issued'],
    paid: ['partially_paid', 'issued'],
    void: [],
  },
  ['void'],
);

/** What an invoice comes to and what has settled it, in minor units. */
export type Settled = {
  totalMinor: bigint;
  /** Payments, less what of them was paid back. */
  paidMinor: bigint;
  /** The customer's credit that was set against it. */
  creditUsedMinor: bigint;
  /** What credit notes took off its balance. */
  creditedMinor: bigint;
  writtenOffMinor: bigint;
};

/** What is still due, in minor units. */
export function balanceOf(settled: Settled): bigint {
  const { totalMinor, paidMinor, creditUsedMinor, creditedMinor, writtenOffMinor } = settled;
  return totalMinor - paidMinor - creditUsedMinor - creditedMinor - writtenOffMinor;
}

/**
 * The status that an issued invoice has by what has settled it: paid when nothing is due, by whatever means; partially
 * paid once money or credit came in. An invoice over nothing is paid at once.
 */
export function statusBySettlement(settled: Settled): 'issued' | 'partially_paid' | 'paid' {
  if (balanceOf(settled) <= 0n) return 'paid';
  return settled.paidMinor + settled.creditUsedMinor > 0n ? 'partially_paid' : 'issued';
}

/** What changed the balance of an invoice, or a credit that came of it, beside payments. */
export const invoiceEntryKinds = [
  'refund',
  'credit_use',
  'credit_refund',
  'credit_note',
  'write_off',
  'write_off_reversal',
] as const;

export type InvoiceEntryKind = (typeof invoiceEntryKinds)[number];

/** Overdue is derived, never stored: something is still due after the due date. `today` is the entity's own date. */
export function isOverdue(status: InvoiceStatus, dueDate: string | null, today: string): boolean {
  return (status === 'issued' || status === 'partially_paid') && dueDate !== null && dueDate < today;
}

const base = z.strictObject({
  ...recordFields,
  ...documentFields,
  title: optionalText(180),
  /** The code of one of the entity's number series; absent or null: its usual one. */
  series: orNothing(seriesCode),
  invoiceDate: optionalDate,
  /** Follows from the payment term when absent. */
  dueDate: optionalDate,
  paymentTermId: optionalUuid,
  currency: currencyCode.optional(),
  accountId: uuid,
  contactId: optionalUuid,
  opportunityId: optionalUuid,
});

type Dated = { invoiceDate?: string | null; dueDate?: string | null };

/** Nothing is due before the invoice's own date; a patch is checked against the invoice as it would become. */
export function dueAfterInvoiceDate({ invoiceDate, dueDate }: Dated): boolean {
  return !invoiceDate || !dueDate || dueDate >= invoiceDate;
}

const dueRule = rule<Dated>(dueAfterInvoiceDate, 'before_start', {}, ['dueDate']);

export const invoiceCreate = base.check(dueRule);
/** Only a draft is edited. Its number comes with issuing and is never typed. */
export const invoicePatch = base.partial();

/** The date of issue; today in the entity's time zone when absent. */
export const invoiceIssueBody = z
  .strictObject({ invoiceDate: optionalDate, dueDate: optionalDate })
  .check(dueRule);

export const invoiceVoidBody = z.strictObject({ reason: prose(1_000) });

export const paymentBody = z.strictObject({
  date: calendarDate,
  amount: decimal(limits.positiveAmount),
  method: optionValue,
  reference: optionalText(120),
  /** More than what is due is kept as the customer's credit instead of being refused. */
  keepAsCredit: z.boolean().optional(),
});

/** Credit of the account against the invoice: of the one named, or the oldest first; as much as fits unless said. */
export const applyCreditBody = z.strictObject({
  amount: optionalDecimal(limits.positiveAmount),
  creditId: optionalUuid,
});

/** Money that goes back to the customer, of a payment or of their credit. */
export const refundBody = z.strictObject({
  date: calendarDate,
  amount: decimal(limits.positiveAmount),
  method: optionValue,
  reference: optionalText(120),
});

/** All that is due, unless an amount is said. */
export const writeOffBody = z.strictObject({
  reason: prose(1_000),
  amount: optionalDecimal(limits.positiveAmount),
});

export const writeOffReversalBody = z.strictObject({ reason: prose(1_000) });

export type ApplyCreditBody = z.infer<typeof applyCreditBody>;
export type RefundBody = z.infer<typeof refundBody>;
export type WriteOffBody = z.infer<typeof writeOffBody>;
export type WriteOffReversalBody = z.infer<typeof writeOffReversalBody>;
export type InvoiceCreate = z.infer<typeof invoiceCreate>;
export type InvoicePatch = z.infer<typeof invoicePatch>;
export type InvoiceIssueBody = z.infer<typeof invoiceIssueBody>;
export type InvoiceVoidBody = z.infer<typeof invoiceVoidBody>;
export type PaymentBody = z.infer<typeof paymentBody>;
