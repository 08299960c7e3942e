import { orderCreate } from '#domain/orders.ts';
import type { CreateDeclaration } from '#web/components/create/declare.ts';
import { localToday } from '#web/components/document/local-today.ts';
import { createGroups } from './order-fields.ts';

export const createOrder: CreateDeclaration = {
  kind: 'order',
  groups: createGroups,
  schema: orderCreate,
  get initial() {
    return { orderDate: localToday() };
  },
};
