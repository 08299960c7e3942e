import { z } from 'zod';
import { documentFields } from './document-lines.ts';
import {
  calendarDate,
  currencyCode,
  decimal,
  limits,
  optionalDate,
  optionalText,
  optionalUuid,
  optionValue,
  prose,
  rule,
  uuid,
} from './fields.ts';
import { recordFields } from './record-fields.ts';
import { transitions } from './states.ts';

export const invoiceStatuses = ['draft', 'issued', 'partially_paid', 'paid', 'void'] as const;

export type InvoiceStatus = (typeof invoiceStatuses)[number];

/** Issuing fixes an invoice; payments carry it on to paid. Only an invoice without payments can be voided. */
export const invoiceStatus = transitions<InvoiceStatus>(
  {
    draft: ['issued'],
    issued: ['partially_paid', 'paid', 'void'],
    partially_paid: ['paid'],
    paid: [],
    void: [],
  },
  ['paid', 'void'],
);

/** The status that an issued invoice has by what was paid on it; an invoice over nothing is paid at once. */
export function statusByPayment(totalMinor: bigint, paidMinor: bigint): 'issued' | 'partially_paid' | 'paid' {
  if (paidMinor >= totalMinor) return 'paid';
  return paidMinor > 0n ? 'partially_paid' : 'issued';
}

/** Overdue is derived, never stored: something is still due after the due date. `today` is the entity's own date. */
export function isOverdue(status: InvoiceStatus, dueDate: string | null, today: string): boolean {
  return (status === 'issued' || status === 'partially_paid') && dueDate !== null && dueDate < today;
}

const base = z.strictObject({
  ...recordFields,
  ...documentFields,
  title: optionalText(180),
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
});

export type InvoiceCreate = z.infer<typeof invoiceCreate>;
export type InvoicePatch = z.infer<typeof invoicePatch>;
export type InvoiceIssueBody = z.infer<typeof invoiceIssueBody>;
export type InvoiceVoidBody = z.infer<typeof invoiceVoidBody>;
export type PaymentBody = z.infer<typeof paymentBody>;
