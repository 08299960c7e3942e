import { contactCreate } from '#domain/contacts.ts';
import type { CreateDeclaration } from '#web/components/create/declare.ts';
import { SimilarRecords } from '#web/components/form/similar-records.tsx';
import { contactGroups, hidesContactField } from './contact-fields.ts';

export const createContact: CreateDeclaration = {
  kind: 'contact',
  groups: contactGroups,
  schema: contactCreate,
  hides: hidesContactField,
  hint: (values) => <SimilarRecords kind="contact" values={values} />,
};
