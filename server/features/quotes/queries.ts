import type { Call } from '#platform/access/call.ts';
import { presentLines, readLines } from '#records/document-lines.ts';
import { type RecordRow, tablesOf, type Values } from '#records/kind.ts';
import { seesCosts } from '#records/line-products.ts';
import { quoteKind, quoteLines } from './kind.ts';
import { quoteApproval } from './queries-approval.ts';
import { invoiceOf, isInvoiceable, orderOf } from './queries-sold.ts';

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
    order: await orderOf(call, quote),
    invoiceable: await isInvoiceable(call, quote),
    approval: await quoteApproval(call, quote),
  };
}
