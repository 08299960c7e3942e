import type { FixedKind } from '#features/quotes/operations/send-fixed.ts';
import { isSendable, orderKind } from './kind.ts';
import './printable.ts';

/** How orders are sent: once they are confirmed. */
export const sentOrders: FixedKind = {
  kind: orderKind,
  capability: 'crm.orders.send',
  event: 'order.sent',
  isSendable,
};
