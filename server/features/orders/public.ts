import type { OrderStatus } from '#domain/orders.ts';
import type { PublicDocumentWire } from '#domain/sharing.ts';
import { publicDocument } from '#features/sharing/kind.ts';
import { publicContent } from '#features/sharing/queries-content.ts';
import type { Call } from '#platform/access/call.ts';
import type { RecordRow } from '#records/kind.ts';
import { orderKind } from './kind.ts';

/** What the customer sees of an order: what was promised, and how far it is delivered. */
async function showOrder(call: Call, order: RecordRow): Promise<Omit<PublicDocumentWire, 'document'>> {
  const said = await publicContent(call, 'order', order, {
    validUntil: null,
    dueDate: null,
    overdue: false,
    paid: null,
    balance: null,
    toPay: false,
  });
  return {
    ...said,
    kind: 'order',
    status: order.status as Exclude<OrderStatus, 'draft'>,
    decision: null,
    changesRequested: null,
    can: { accept: false, decline: false, requestChanges: false, choose: false },
  };
}

publicDocument({
  kind: orderKind,
  capability: 'crm.orders.send',
  isShown: ({ confirmedAt }) => confirmedAt !== null,
  show: showOrder,
});
