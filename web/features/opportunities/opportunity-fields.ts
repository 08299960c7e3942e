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
  nextActionDate: {
    key: 'nextActionDate',
    label: 'opportunities:field.nextActionDate',
    type: 'date',
  },
  nextActionNote: {
    key: 'nextActionNote',
    label: 'opportunities:field.nextActionNote',
    type: 'text',
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
  pipelineId: {
    key: 'pipelineId',
    label: 'pipelines:field.pipeline',
    type: 'pipeline',
    pipelineKind: 'opportunity',
  },
  ownerId: { key: 'ownerId', label: 'common:field.owner', type: 'member' },
  scope: { key: 'scope', label: 'common:field.scope', type: 'scope' },
  tags: { key: 'tags', label: 'common:field.tags', type: 'tags', wide: true },
};

const pick = (...keys: string[]) => keys.map((key) => field[key]!);

const belongs: FieldGroup = {
  label: 'common:group.belongs',
  fields: pick('pipelineId', 'ownerId', 'scope', 'tags'),
};

export const createGroups: FieldGroup[] = [
  {
    fields: pick(
      'name',
      'accountId',
      'contactId',
      'amount',
      'probability',
      'expectedCloseDate',
      'nextStep',
      'nextActionDate',
      'nextActionNote',
    ),
  },
  { fields: pick('description', 'campaignId') },
  belongs,
];

export const recordGroups: FieldGroup[] = [
  {
    fields: pick(
      'name',
      'amount',
      'probability',
      'expectedCloseDate',
      'nextStep',
      'nextActionDate',
      'nextActionNote',
      'description',
    ),
  },
  { label: 'opportunities:group.customer', fields: pick('accountId', 'contactId', 'leadId', 'campaignId') },
  belongs,
];
