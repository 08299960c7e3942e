import type { Field, FieldGroup } from '#web/components/form/field.ts';

const field: Record<string, Field> = {
  name: { key: 'name', label: 'opportunities:field.name', type: 'text', required: true, wide: true },
  amount: { key: 'amount', label: 'opportunities:field.amount', type: 'money', currencyKey: 'currency' },
  probability: {
    key: 'probability',
    label: 'opportunities:field.probability',
    type: 'percent',
    whole: true,
  },
  expectedCloseDate: {
    key: 'expectedCloseDate',
    label: 'opportunities:field.expectedCloseDate',
    type: 'date',
  },
  nextStep: { key: 'nextStep', label: 'opportunities:field.nextStep', type: 'text' },
  description: {
    key: 'description',
    label: 'opportunities:field.description',
    type: 'prose',
    wide: true,
  },
  accountId: {
    key: 'accountId',
    label: 'opportunities:field.accountId',
    type: 'record',
    recordKind: 'account',
  },
  contactId: {
    key: 'contactId',
    label: 'opportunities:field.contactId',
    type: 'record',
    recordKind: 'contact',
    // The people of the chosen account; anybody while there is none.
    recordFilter: ({ accountId }): Record<string, string> =>
      accountId ? { accountId: String(accountId) } : {},
  },
  campaignId: {
    key: 'campaignId',
    label: 'opportunities:field.campaignId',
    type: 'record',
    recordKind: 'campaign',
  },
  leadId: {
    key: 'leadId',
    label: 'opportunities:field.leadId',
    type: 'record',
    recordKind: 'lead',
    readOnly: true,
  },
  ownerId: { key: 'ownerId', label: 'common:field.owner', type: 'member' },
  scope: { key: 'scope', label: 'common:field.scope', type: 'scope' },
  tags: { key: 'tags', label: 'common:field.tags', type: 'tags', wide: true },
};

const pick = (...keys: string[]) => keys.map((key) => field[key]!);

const belongs: FieldGroup = { label: 'common:group.belongs', fields: pick('ownerId', 'scope', 'tags') };

export const createGroups: FieldGroup[] = [
  {
    fields: pick('name', 'accountId', 'contactId', 'amount', 'probability', 'expectedCloseDate', 'nextStep'),
  },
  { fields: pick('description', 'campaignId') },
  belongs,
];

export const recordGroups: FieldGroup[] = [
  { fields: pick('name', 'amount', 'probability', 'expectedCloseDate', 'nextStep', 'description') },
  { label: 'opportunities:group.customer', fields: pick('accountId', 'contactId', 'leadId', 'campaignId') },
  belongs,
];
