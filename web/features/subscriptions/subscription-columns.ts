import type { ListColumn } from '#web/components/list/declare.ts';
import type { Subscription } from './subscription.ts';

/** A subscription as a row inside another record's page. */
export const subscriptionColumns: ListColumn<Subscription>[] = [
  { key: 'title', label: 'subscriptions:field.title', width: 180 },
  { key: 'status', label: 'subscriptions:field.status', type: 'status', width: 112 },
  { key: 'mrr', label: 'subscriptions:field.mrr', type: 'money', width: 120 },
  { key: 'nextInvoiceDate', label: 'subscriptions:field.nextInvoiceDate', type: 'date', width: 130 },
];
