import { campaignTypes } from '#domain/campaigns.ts';
import type { Field, FieldGroup } from '#web/components/form/field.ts';

const field: Record<string, Field> = {
  name: { key: 'name', label: 'campaigns:field.name', type: 'text', required: true, wide: true },
  type: {
    key: 'type',
    label: 'campaigns:field.type',
    type: 'choice',
    choices: campaignTypes,
    words: 'campaigns:type',
    required: true,
  },
  budget: { key: 'budget', label: 'campaigns:field.budget', type: 'money', currencyKey: 'currency' },
  startDate: { key: 'startDate', label: 'campaigns:field.startDate', type: 'date' },
  endDate: { key: 'endDate', label: 'campaigns:field.endDate', type: 'date' },
  description: { key: 'description', label: 'campaigns:field.description', type: 'prose', wide: true },
  ownerId: { key: 'ownerId', label: 'common:field.owner', type: 'member' },
  scope: { key: 'scope', label: 'common:field.scope', type: 'scope' },
  tags: { key: 'tags', label: 'common:field.tags', type: 'tags', wide: true },
};

const pick = (...keys: string[]) => keys.map((key) => field[key]!);

export const campaignGroups: FieldGroup[] = [
  { fields: pick('name', 'type', 'budget', 'startDate', 'endDate', 'description') },
  { label: 'common:group.belongs', fields: pick('ownerId', 'scope', 'tags') },
];
