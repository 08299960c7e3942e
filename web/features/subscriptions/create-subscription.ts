import { subscriptionCreate } from '#domain/subscriptions.ts';
import type { CreateDeclaration } from '#web/components/create/declare.ts';
import { createGroups } from './subscription-fields.ts';

export const createSubscription: CreateDeclaration = {
  kind: 'subscription',
  groups: createGroups,
  schema: subscriptionCreate,
};
