import { sql } from 'kysely';
import type { Call } from '#platform/access/call.ts';
import { type RecordRow, tablesOf } from '#records/kind.ts';

/** Invoices that count, newest first: neither void nor archived. Also those that the actor has no right to list. */
function counting(call: Call) {
  return tablesOf(call)
    .selectFrom('invoice')
    .selectAll()
    .where('orgId', '=', call.orgId)
    .where('status', '<>', 'void')
    .where('archivedAt', 'is', null)
    .orderBy(sql`status = 'draft'`, 'desc')
    .orderBy('id', 'desc');
}

/** The invoice that a quote was last invoiced by, its draft before all others; null where none counts. */
export async function newestInvoiceOfQuote(
  call: Call,
  quoteId: string,
  besides: string | null = null,
): Promise<RecordRow | null> {
  let query = counting(call).where('quoteId', '=', quoteId).where('orderId', 'is', null);
  if (besides !== null) query = query.where('id', '<>', besides);
  return ((await query.executeTakeFirst()) as RecordRow | undefined) ?? null;
}

/** All invoices of an order that count, newest first. */
export async function invoicesOfOrder(call: Call, orderId: string): Promise<RecordRow[]> {
  return (await counting(call).where('orderId', '=', orderId).execute()) as RecordRow[];
}
