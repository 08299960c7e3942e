import { formatMinor } from '#domain/money.ts';
import type { Call } from '#platform/access/call.ts';
import { may } from '#platform/access/can.ts';
import { kindNamed, type RecordRow, tablesOf, type Values } from '#records/kind.ts';
import { findRecord } from '#records/read-record.ts';

/** What was invoiced and paid of a quote, for those who may see the invoice; null for all others. */
export async function invoiceOf(call: Call, quote: RecordRow): Promise<Values | null> {
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

/** The order that was made of a quote, for those who may see it; null for all others. */
export async function orderOf(call: Call, quote: RecordRow): Promise<Values | null> {
  if (typeof quote.orderId !== 'string') return null;
  const order = await findRecord(call, kindNamed('order'), quote.orderId);
  if (!order) return null;
  const total = formatMinor(order.totalMinor as bigint, order.currency as string);
  return { id: order.id, number: order.number, status: order.status, total };
}

/** Whether an invoice of the quote itself is open: invoicing it would come to that draft. */
async function hasDraft(call: Call, quoteId: string): Promise<boolean> {
  const draft = await tablesOf(call)
    .selectFrom('invoice')
    .select('id')
    .where('orgId', '=', call.orgId)
    .where('quoteId', '=', quoteId)
    .where('orderId', 'is', null)
    .where('status', '=', 'draft')
    .where('archivedAt', 'is', null)
    .executeTakeFirst();
  return draft !== undefined;
}

/**
 * Whether the actor can make an invoice of a quote now, the first or one of the rest. The ledger decides, not which invoice
 * the quote names: what was void or charged less of can be invoiced again.
 */
export async function isInvoiceable(call: Call, quote: RecordRow): Promise<boolean> {
  const { status, archivedAt, lineCount, accountId, orderId, subscriptionId } = quote;
  if (status !== 'accepted' || archivedAt !== null || lineCount === 0 || accountId === null) return false;
  if (orderId !== null || subscriptionId !== null) return false;
  if (!may(call, 'crm.quotes.convert', quote) || !may(call, 'accounting.invoices.create', quote))
    return false;
  const sold = await call.database
    .selectFrom('lineLedger')
    .select((row) => [
      'orderId',
      row('invoicedQuantity', '<', row.ref('quantity')).$castTo<boolean>().as('isLeft'),
    ])
    .where('orgId', '=', call.orgId)
    .where('quoteId', '=', quote.id)
    .execute();
  if (sold.some((row) => row.orderId !== null)) return false;
  if (sold.length > 0 && !sold.some(({ isLeft }) => isLeft)) return false;
  return !(await hasDraft(call, quote.id));
}
