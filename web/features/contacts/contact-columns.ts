import type { ListColumn } from '#web/components/list/declare.ts';
import type { Contact } from './contact.ts';

/** A contact as a row inside another record's page. */
export const contactColumns: ListColumn<Contact>[] = [
  { key: 'name', label: 'contacts:field.name', width: 130 },
  { key: 'jobTitle', label: 'contacts:field.jobTitle', width: 110 },
  { key: 'role', label: 'contacts:field.role', type: 'option', optionList: 'contact_role', width: 90 },
  { key: 'email', label: 'contacts:field.email', type: 'code', width: 170 },
];
