import { accountCreate } from '#domain/accounts.ts';
import type { CreateDeclaration } from '#web/components/create/declare.ts';
import { SimilarRecords } from '#web/components/form/similar-records.tsx';
import { createGroups } from './account-fields.ts';

export const createAccount: CreateDeclaration = {
  kind: 'account',
  groups: createGroups,
  schema: accountCreate,
  hint: (values) => <SimilarRecords kind="account" values={values} />,
};
