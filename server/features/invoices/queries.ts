import { formatMinor } from '#domain/money.ts';
import type { Call } from '#platform/access/call.ts';
import { presentLines, readLines } from '#records/document-lines.ts';
import { type RecordRow, tablesOf, type Values } from '#records/kind.ts';
import { seesCosts } from '#records/line-products.ts';
import { invoiceKind, invoiceLines } from './kind.ts';

/** The invoice that was made of a quote, or null: also one that the actor has no right to list. */
export async function findInvoiceOfQuote(call: Call, quoteId: string): Promise<RecordRow | null> {
  const row = await tablesOf(call)
    .selectFrom(invoiceKind.table)
    .selectAll()
    .where('orgId', '=', call.orgId)
    .where('quoteId', '=', quoteId)
    .executeTakeFirst();
  return (row as RecordRow | undefined) ?? null;
}

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
  return {
    lines: presentLines(
      await readLines(call, invoiceLines, invoice.id),
      invoice.currency as string,
      seesCosts(call),
    ),
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
