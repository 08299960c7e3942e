import { contactMethods, contactPatch, contactStatuses } from '#domain/contacts.ts';
import type { ListDeclaration } from '#web/components/list/declare.ts';
import { ListPage } from '#web/components/list/list-page.tsx';
import type { Contact } from './contact.ts';
import { contactGroups } from './contact-fields.ts';

const contactList: ListDeclaration<Contact> = {
  kind: 'contact',
  defaultSort: '-createdAt',
  columns: [
    { key: 'name', label: 'contacts:field.name', width: 170, sort: true },
    {
      key: 'accountId',
      label: 'contacts:field.accountId',
      type: 'link',
      linkKind: 'account',
      width: 170,
    },
    { key: 'jobTitle', label: 'contacts:field.jobTitle', width: 140 },
    { key: 'role', label: 'contacts:field.role', type: 'option', optionList: 'contact_role', width: 120 },
    { key: 'email', label: 'contacts:field.email', type: 'code', width: 190 },
    { key: 'phone', label: 'contacts:field.phone', type: 'code', width: 140 },
    { key: 'mobile', label: 'contacts:field.mobile', type: 'code', width: 140, hidden: true },
    { key: 'status', label: 'contacts:field.status', type: 'status', width: 96, hidden: true },
    { key: 'isPrimary', label: 'contacts:field.isPrimary', type: 'boolean', width: 96, hidden: true },
    { key: 'emailOptIn', label: 'contacts:field.emailOptIn', type: 'boolean', width: 96, hidden: true },
    { key: 'ownerId', label: 'common:field.owner', type: 'member', width: 140 },
    {
      key: 'lastContactedAt',
      label: 'contacts:field.lastContactedAt',
      type: 'relative',
      width: 130,
      hidden: true,
    },
    { key: 'tags', label: 'common:field.tags', type: 'tags', width: 160, hidden: true },
    { key: 'createdAt', label: 'common:field.createdAt', type: 'relative', width: 116, sort: true },
    {
      key: 'updatedAt',
      label: 'common:field.updatedAt',
      type: 'relative',
      width: 120,
      sort: true,
      hidden: true,
    },
  ],
  fields: contactGroups,
  schema: contactPatch,
  filters: [
    { key: 'accountId', label: 'contacts:field.accountId', type: 'record', recordKind: 'account' },
    { key: 'role', label: 'contacts:field.role', type: 'choice', optionList: 'contact_role' },
    {
      key: 'status',
      label: 'contacts:field.status',
      type: 'choice',
      choices: contactStatuses.filter((status) => status !== 'archived'),
      words: 'status:contact',
    },
    { key: 'isPrimary', label: 'contacts:field.isPrimary', type: 'boolean' },
    { key: 'emailOptIn', label: 'contacts:field.emailOptIn', type: 'boolean' },
    { key: 'smsOptIn', label: 'contacts:field.smsOptIn', type: 'boolean' },
    {
      key: 'preferredContactMethod',
      label: 'contacts:field.preferredContactMethod',
      type: 'choice',
      choices: contactMethods,
      words: 'contacts:method',
    },
    { key: 'source', label: 'contacts:field.source', type: 'choice', optionList: 'lead_source' },
    { key: 'campaignId', label: 'contacts:field.campaignId', type: 'record', recordKind: 'campaign' },
    { key: 'ownerId', label: 'common:field.owner', type: 'member' },
    { key: 'createdAt', label: 'common:field.createdAt', type: 'instant' },
    { key: 'archived', label: 'common:record.archived', type: 'boolean' },
  ],
  card: ['name', 'role', 'accountId', 'ownerId'],
};

export function ContactList() {
  return <ListPage declaration={contactList} />;
}
