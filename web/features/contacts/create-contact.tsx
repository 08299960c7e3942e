import { contactCreate } from '#domain/contacts.ts';
import type { CreateDeclaration } from '#web/components/create/declare.ts';
import type { Values } from '#web/components/form/field.ts';
import { SimilarRecords } from '#web/components/form/similar-records.tsx';
import { contactGroups, hidesContactField } from './contact-fields.ts';

const nameOf = ({ firstName, lastName }: Values) => [firstName, lastName].filter(Boolean).join(' ');

export const createContact: CreateDeclaration = {
  kind: 'contact',
  groups: contactGroups,
  schema: contactCreate,
  hides: hidesContactField,
  hint: (values) => <SimilarRecords kind="contact" words={nameOf(values)} />,
};
