import { formatMinor } from '#domain/money.ts';
import type { Call } from '#platform/access/call.ts';
import { may } from '#platform/access/can.ts';
import { presentLines, readLines } from '#records/document-lines.ts';
import type { RecordRow, Values } from '#records/kind.ts';
import { seesCosts } from '#records/line-products.ts';
import { invoiceLines } from './kind.ts';
import { creditAvailableFor } from './queries-credit.ts';

/** How many days a payment term gives; none at all where there is no term. */
export async function daysOfTerm(call: Call, id: string | null): Promise<number> {
  if (id === null) return 0;
  const term = await call.database
    .selectFrom('paymentTerm')
    .select('days')
    .where('orgId', '=', call.orgId)
    .where('id', '=', id)
    .executeTakeFirst();
  return term?.days ?? 0;
}

/** What a payment term is called, or null where there is none. */
export async function nameOfTerm(call: Call, id: string | null): Promise<string | null> {
  if (id === null) return null;
  const term = await call.database
    .selectFrom('paymentTerm')
    .select('name')
    .where('orgId', '=', call.orgId)
    .where('id', '=', id)
    .executeTakeFirst();
  return term?.name ?? null;
}

/** What an invoice's own page shows beside its fields. */
export async function invoiceDetail(call: Call, invoice: RecordRow): Promise<Values> {
  const currency = invoice.currency as string;
  const due = invoice.status === 'issued' || invoice.status === 'partially_paid';
  const tells = due && may(call, 'accounting.payments.view', invoice);
  return {
    lines: presentLines(await readLines(call, invoiceLines, invoice.id), currency, seesCosts(call)),
    creditAvailable: tells ? formatMinor(await creditAvailableFor(call, invoice), currency) : null,
  };
}

/** What is due on an invoice and what was paid, beside the payment that changed it. */
export function invoiceSummary(invoice: RecordRow): Values {
  const amount = (column: string) => formatMinor(invoice[column] as bigint, invoice.currency as string);
  return {
    id: invoice.id,
    number: invoice.number,
    status: invoice.status,
    total: amount('totalMinor'),
    paid: amount('paidMinor'),
    balance: amount('balanceMinor'),
  };
}
