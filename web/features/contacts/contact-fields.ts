import { contactMethods } from '#domain/contacts.ts';
import type { Field, FieldGroup, Values } from '#web/components/form/field.ts';

const field: Record<string, Field> = {
  firstName: { key: 'firstName', label: 'contacts:field.firstName', type: 'text', required: true },
  lastName: { key: 'lastName', label: 'contacts:field.lastName', type: 'text' },
  accountId: {
    key: 'accountId',
    label: 'contacts:field.accountId',
    type: 'record',
    recordKind: 'account',
    errors: { required: 'contacts:error.primary' },
  },
  jobTitle: { key: 'jobTitle', label: 'contacts:field.jobTitle', type: 'text' },
  role: { key: 'role', label: 'contacts:field.role', type: 'option', optionList: 'contact_role' },
  isPrimary: { key: 'isPrimary', label: 'contacts:field.isPrimary', type: 'checkbox' },
  email: { key: 'email', label: 'contacts:field.email', type: 'email' },
  phone: { key: 'phone', label: 'contacts:field.phone', type: 'phone' },
  mobile: { key: 'mobile', label: 'contacts:field.mobile', type: 'phone' },
  preferredContactMethod: {
    key: 'preferredContactMethod',
    label: 'contacts:field.preferredContactMethod',
    type: 'choice',
    choices: contactMethods,
    words: 'contacts:method',
  },
  emailOptIn: { key: 'emailOptIn', label: 'contacts:field.emailOptIn', type: 'checkbox' },
  smsOptIn: { key: 'smsOptIn', label: 'contacts:field.smsOptIn', type: 'checkbox' },
  source: {
    key: 'source',
    label: 'contacts:field.source',
    type: 'option',
    optionList: 'lead_source',
    free: true,
  },
  campaignId: {
    key: 'campaignId',
    label: 'contacts:field.campaignId',
    type: 'record',
    recordKind: 'campaign',
  },
  ownerId: { key: 'ownerId', label: 'common:field.owner', type: 'member' },
  scope: { key: 'scope', label: 'common:field.scope', type: 'scope' },
  tags: { key: 'tags', label: 'common:field.tags', type: 'tags', wide: true },
};

const pick = (...keys: string[]) => keys.map((key) => field[key]!);

const reach: FieldGroup = {
  label: 'contacts:group.reach',
  fields: pick('email', 'phone', 'mobile', 'preferredContactMethod', 'emailOptIn', 'smsOptIn'),
};
const origin: FieldGroup = { label: 'contacts:group.origin', fields: pick('source', 'campaignId') };
const belongs: FieldGroup = { label: 'common:group.belongs', fields: pick('ownerId', 'scope', 'tags') };

export const contactGroups: FieldGroup[] = [
  { fields: pick('firstName', 'lastName', 'accountId', 'jobTitle', 'role', 'isPrimary') },
  reach,
  origin,
  belongs,
];

/** Somebody is the main contact of an account, never of none. */
export function hidesContactField(hidden: Field, values: Values): boolean {
  return hidden.key === 'isPrimary' && !values.accountId;
}
