import type { Field, FieldGroup } from '#web/components/form/field.ts';

const field: Record<string, Field> = {
  name: { key: 'name', label: 'accounts:field.name', type: 'text', required: true, wide: true },
  legalName: { key: 'legalName', label: 'accounts:field.legalName', type: 'text' },
  accountType: {
    key: 'accountType',
    label: 'accounts:field.accountType',
    type: 'option',
    optionList: 'account_type',
  },
  industry: {
    key: 'industry',
    label: 'accounts:field.industry',
    type: 'option',
    optionList: 'industry',
    free: true,
  },
  email: { key: 'email', label: 'accounts:field.email', type: 'email' },
  phone: { key: 'phone', label: 'accounts:field.phone', type: 'phone' },
  website: { key: 'website', label: 'accounts:field.website', type: 'url' },
  address: { key: 'address', label: 'accounts:field.address', type: 'address', wide: true },
  registrationNumber: {
    key: 'registrationNumber',
    label: 'accounts:field.registrationNumber',
    type: 'text',
  },
  taxNumber: { key: 'taxNumber', label: 'accounts:field.taxNumber', type: 'text' },
  paymentTermId: { key: 'paymentTermId', label: 'accounts:field.paymentTermId', type: 'paymentTerm' },
  parentAccountId: {
    key: 'parentAccountId',
    label: 'accounts:field.parentAccountId',
    type: 'record',
    recordKind: 'account',
  },
  ownerId: { key: 'ownerId', label: 'common:field.owner', type: 'member' },
  scope: { key: 'scope', label: 'common:field.scope', type: 'scope' },
  tags: { key: 'tags', label: 'common:field.tags', type: 'tags', wide: true },
};

const pick = (...keys: string[]) => keys.map((key) => field[key]!);

const business: FieldGroup = {
  label: 'accounts:group.business',
  fields: pick('legalName', 'registrationNumber', 'taxNumber', 'paymentTermId', 'parentAccountId'),
};
const belongs: FieldGroup = {
  label: 'common:group.belongs',
  fields: pick('ownerId', 'scope', 'tags'),
};

export const createGroups: FieldGroup[] = [
  { fields: pick('name', 'accountType', 'industry', 'email', 'phone', 'website') },
  { fields: pick('address') },
  business,
  belongs,
];

export const recordGroups: FieldGroup[] = [
  { fields: pick('name', 'accountType', 'industry', 'email', 'phone', 'website', 'address') },
  business,
  belongs,
];
