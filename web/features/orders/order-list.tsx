import { orderPatch, orderStatuses } from '#domain/orders.ts';
import type { ListDeclaration } from '#web/components/list/declare.ts';
import { ListPage } from '#web/components/list/list-page.tsx';
import type { Order } from './order.ts';
import { listGroups } from './order-fields.ts';

const orderList: ListDeclaration<Order> = {
  kind: 'order',
  defaultSort: '-createdAt',
  columns: [
    { key: 'title', label: 'orders:field.title', width: 192, sort: true },
    { key: 'number', label: 'orders:field.number', type: 'code', width: 140 },
    { key: 'status', label: 'orders:field.status', type: 'status', width: 144 },
    { key: 'accountId', label: 'kinds:account.one', type: 'link', linkKind: 'account', width: 164 },
    { key: 'total', label: 'orders:field.total', type: 'money', width: 130 },
    { key: 'invoicedTotal', label: 'orders:field.invoiced', type: 'money', width: 130 },
    { key: 'deliveryDate', label: 'orders:field.deliveryDate', type: 'date', width: 130, sort: true },
    { key: 'orderDate', label: 'orders:field.orderDate', type: 'date', width: 140, sort: true, hidden: true },
    { key: 'quoteId', label: 'kinds:quote.one', type: 'link', linkKind: 'quote', width: 150, hidden: true },
    {
      key: 'opportunityId',
      label: 'kinds:opportunity.one',
      type: 'link',
      linkKind: 'opportunity',
      width: 170,
      hidden: true,
    },
    { key: 'ownerId', label: 'common:field.owner', type: 'member', width: 150, hidden: true },
    { key: 'reference', label: 'orders:field.reference', width: 120, hidden: true },
    { key: 'tags', label: 'common:field.tags', type: 'tags', width: 150, hidden: true },
    { key: 'createdAt', label: 'common:field.createdAt', type: 'relative', width: 116, sort: true },
  ],
  fields: listGroups,
  schema: orderPatch,
  filters: [
    {
      key: 'status',
      label: 'orders:field.status',
      type: 'choice',
      choices: orderStatuses,
      words: 'status:order',
    },
    { key: 'ownerId', label: 'common:field.owner', type: 'member' },
    { key: 'accountId', label: 'kinds:account.one', type: 'record', recordKind: 'account' },
    { key: 'opportunityId', label: 'kinds:opportunity.one', type: 'record', recordKind: 'opportunity' },
    { key: 'orderDate', label: 'orders:field.orderDate', type: 'date' },
    { key: 'deliveryDate', label: 'orders:field.deliveryDate', type: 'date' },
  ],
  card: ['title', 'status', 'accountId', 'total'],
};

export function OrderList() {
  return <ListPage declaration={orderList} />;
}
