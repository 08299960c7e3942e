import type { OrderProgress, OrderStatus } from '#domain/orders.ts';
import type { Scope } from '#domain/scope.ts';
import type { WireLine } from '#web/components/document/draft.ts';
import type { SavedRecord } from '#web/components/document/saved-sheet.tsx';
import type { Values } from '#web/components/form/field.ts';

/** A line of an order, and how far it has come; null for headings, and while the order is a draft made by hand. */
export type OrderLine = WireLine & {
  fulfilledQuantity: string | null;
  invoicedQuantity: string | null;
  toFulfil: string | null;
  toInvoice: string | null;
};

export type Delivery = {
  id: string;
  date: string;
  note: string | null;
  at: string;
  by: string | null;
  byName: string | null;
  lines: { lineId: string; description: string; quantity: string; unit: string | null }[];
};

export type OrderInvoice = {
  id: string;
  number: string | null;
  status: string;
  currency: string;
  total: string;
  paid: string;
  balance: string;
};

/** A sales order on the wire. */
export type Order = Omit<SavedRecord, 'lines'> & {
  lines?: OrderLine[];
  title: string;
  number: string;
  status: OrderStatus;
  scope: Scope;
  reference: string | null;
  orderDate: string;
  deliveryDate: string | null;
  confirmedAt: string | null;
  sentAt: string | null;
  cancelReason: string | null;
  fulfilment: OrderProgress;
  invoicing: OrderProgress;
  invoicedTotal: string;
  billingAddress: Values | null;
  accountId: string | null;
  contactId: string | null;
  opportunityId: string | null;
  quoteId: string | null;
  deliveries?: Delivery[];
  invoices?: OrderInvoice[];
  tags: string[];
  createdAt: string;
  updatedAt: string;
};

/** The lines that something can still be delivered of. */
export const openLines = ({ lines = [] }: Order): OrderLine[] =>
  lines.filter(({ toFulfil }) => Number(toFulfil) > 0);

/** Whether something was delivered that is not invoiced yet. */
export const isDueToInvoice = ({ lines = [] }: Order): boolean =>
  lines.some((line) => Number(line.fulfilledQuantity) > Number(line.invoicedQuantity));
