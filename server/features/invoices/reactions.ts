import { lockQuoteBehind, relinkInvoice } from '#features/quotes/operations/link-invoice.ts';
import type { Call } from '#platform/access/call.ts';
import type { Consumer } from '#platform/events/consumer.ts';
import { type RecordRow, tablesOf } from '#records/kind.ts';
import { newestInvoiceOfQuote } from './queries-sales.ts';

async function findInvoice(call: Call, id: unknown): Promise<RecordRow | null> {
  if (typeof id !== 'string') return null;
  const row = await tablesOf(call)
    .selectFrom('invoice')
    .selectAll()
    .where('orgId', '=', call.orgId)
    .where('id', '=', id)
    .executeTakeFirst();
  return (row as RecordRow | undefined) ?? null;
}

const counts = (invoice: RecordRow | null) =>
  invoice !== null && invoice.status !== 'void' && invoice.archivedAt === null;

/**
 * Whoever voids, archives or restores an invoice may not see its quote, which can lie above them: their own call cannot
 * write there. This one sees all of the company, and names on the quote the invoice that counts.
 */
const relinkQuote: Consumer = {
  name: 'relink-quote',
  types: ['invoice.voided', 'invoice.archived', 'invoice.restored'],
  async run(call, { record }) {
    const invoice = await findInvoice(call, record?.id);
    if (!invoice || invoice.quoteId === null || invoice.orderId !== null) return;
    const quote = await lockQuoteBehind(call, invoice.quoteId);
    if (!quote || counts(await findInvoice(call, quote.invoiceId))) return;
    const newest = await newestInvoiceOfQuote(call, quote.id);
    await relinkInvoice(call, quote, newest?.id ?? null);
  },
};

export const invoiceReactions: readonly Consumer[] = [relinkQuote];
