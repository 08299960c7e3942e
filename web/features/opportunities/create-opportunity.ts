import { opportunityCreate } from '#domain/opportunities.ts';
import type { CreateDeclaration } from '#web/components/create/declare.ts';
import { createGroups } from './opportunity-fields.ts';

export const createOpportunity: CreateDeclaration = {
  kind: 'opportunity',
  groups: createGroups,
  schema: opportunityCreate,
};
