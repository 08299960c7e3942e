import type { OrderStatus } from '#domain/orders.ts';
import type { ListColumn, RecordBase } from '#web/components/list/declare.ts';

/** An order as lists of related records show it. */
export type RelatedOrder = RecordBase & { title: string; number: string; status: OrderStatus; total: string };

export const orderColumns: ListColumn<RelatedOrder>[] = [
  { key: 'title', label: 'orders:field.title', width: 170 },
  { key: 'number', label: 'orders:field.number', type: 'code', width: 140 },
  { key: 'status', label: 'orders:field.status', type: 'status', width: 150 },
  { key: 'total', label: 'orders:field.total', type: 'money', width: 130 },
  { key: 'deliveryDate', label: 'orders:field.deliveryDate', type: 'date', width: 140 },
];
