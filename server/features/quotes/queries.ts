import { formatMinor } from '#domain/money.ts';
import type { Call } from '#platform/access/call.ts';
import { presentLines, readLines } from '#records/document-lines.ts';
import { kindNamed, type RecordRow, tablesOf, type Values } from '#records/kind.ts';
import { seesCosts } from '#records/line-products.ts';
import { findRecord } from '#records/read-record.ts';
import { quoteKind, quoteLines } from './kind.ts';
import { quoteApproval } from './queries-approval.ts';

/** The version that took the place of a quote, or null. */
export async function findSuccessor(call: Call, id: string): Promise<RecordRow | null> {
  const row = await tablesOf(call)
    .selectFrom(quoteKind.table)
    .selectAll()
    .where('orgId', '=', call.orgId)
    .where('revisionOfId', '=', id)
    .executeTakeFirst();
  return (row as RecordRow | undefined) ?? null;
}

/** What was invoiced and paid of a quote, for those who may see the invoice; null for all others. */
async function invoiceOf(call: Call, quote: RecordRow): Promise<Values | null> {
  if (typeof quote.invoiceId !== 'string') return null;
  const invoice = await findRecord(call, kindNamed('invoice'), quote.invoiceId);
  if (!invoice) return null;
  const amount = (minor: unknown) => formatMinor(minor as bigint, invoice.currency as string);
  return {
    id: invoice.id,
    number: invoice.number,
    status: invoice.status,
    total: amount(invoice.totalMinor),
    paid: amount(invoice.paidMinor),
    balance: amount(invoice.balanceMinor),
  };
}

/** What a quote's own page shows beside its fields. */
export async function quoteDetail(call: Call, quote: RecordRow): Promise<Values> {
  return {
    lines: presentLines(
      await readLines(call, quoteLines, quote.id),
      quote.currency as string,
      seesCosts(call),
    ),
    supersededById: (await findSuccessor(call, quote.id))?.id ?? null,
    invoice: await invoiceOf(call, quote),
    approval: await quoteApproval(call, quote),
  };
}
