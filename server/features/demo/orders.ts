import { convertOrderToInvoice } from '#features/invoices/operations/convert-order-to-invoice.ts';
import { orderLines } from '#features/orders/kind.ts';
import { cancelOrder } from '#features/orders/operations/cancel-order.ts';
import { confirmOrder } from '#features/orders/operations/confirm-order.ts';
import { convertQuoteToOrder } from '#features/orders/operations/convert-quote-to-order.ts';
import { createOrder } from '#features/orders/operations/create-order.ts';
import { fulfilOrder } from '#features/orders/operations/fulfil-order.ts';
import type { Call } from '#platform/access/call.ts';
import { readLines } from '#records/document-lines.ts';
import type { RecordRow } from '#records/kind.ts';
import { bill, type Customer } from './billing.ts';
import type { Ending } from './endings.ts';
import { linesOf } from './goods.ts';
import { daysAgo } from './people.ts';
import type { Setting } from './setting.ts';

/** What of an order goes out first: half of one line, or one line of several; all of it where neither can be. */
async function firstPart(call: Call, order: RecordRow) {
  const items = (await readLines(call, orderLines, order.id)).filter(({ lineType }) => lineType === 'item');
  const many = items.find(({ quantity }) => Number(quantity) >= 2);
  const line = many ?? items[0];
  if (!line?.id) return {};
  const quantity = many ? String(Math.floor(Number(many.quantity) / 2)) : line.quantity;
  return { lines: [{ lineId: line.id, quantity }], note: 'First part; the rest follows in two weeks.' };
}

/** The order of an accepted quote, as far as it has come: confirmed, delivered in part or whole, and what of it is invoiced. */
export async function order(
  call: Call,
  setting: Setting,
  quote: RecordRow,
  days: number,
  ending: Ending,
): Promise<void> {
  const { seller } = setting;
  const made = await convertQuoteToOrder(daysAgo(call, days, seller), quote.id, null);
  if (ending.order === 'draft') return;
  await confirmOrder(daysAgo(call, days * 0.95, seller), made.id, null);
  if (ending.order === 'confirmed') return;
  const delivered = daysAgo(call, days * 0.8, seller);
  const whole = ending.order === 'whole';
  await fulfilOrder(delivered, made.id, whole ? {} : await firstPart(call, made), null);
  const at = daysAgo(call, days * 0.7, seller);
  const draft = await convertOrderToInvoice(at, made.id, { part: whole ? 'all' : 'fulfilled' }, null);
  await bill(call, setting, draft, days * 0.7, ending);
}

/** Orders that came by telephone: a draft, one that is being delivered, and one that was called off. */
export async function addOrders(call: Call, setting: Setting, customer: Customer): Promise<void> {
  const { chance, place, seller, furniture } = setting;
  const open = (title: string, days: number) =>
    createOrder(daysAgo(call, days, seller), {
      scope: place.scope,
      ownerId: seller.id,
      title,
      accountId: customer.account.id,
      contactId: customer.contacts[0]?.id ?? null,
      lines: linesOf(chance, furniture),
    });
  await open('Spare parts', 2);
  const confirmed = await open('Cables for the new hall', 9);
  await confirmOrder(daysAgo(call, 8, seller), confirmed.id, null);
  const cancelled = await open('Second rack', 30);
  await confirmOrder(daysAgo(call, 29, seller), cancelled.id, null);
  const reason = 'The customer has moved the project to next year.';
  await cancelOrder(daysAgo(call, 20, seller), cancelled.id, { reason }, null);
}
