import { leadCreate } from '#domain/leads.ts';
import type { CreateDeclaration } from '#web/components/create/declare.ts';
import { SimilarRecords } from '#web/components/form/similar-records.tsx';
import { createGroups } from './lead-fields.ts';

export const createLead: CreateDeclaration = {
  kind: 'lead',
  groups: createGroups,
  schema: leadCreate,
  hint: (values) => <SimilarRecords kind="lead" values={values} />,
};
