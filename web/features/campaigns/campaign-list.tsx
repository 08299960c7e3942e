import { campaignPatch, campaignStatuses, campaignTypes } from '#domain/campaigns.ts';
import type { ListDeclaration } from '#web/components/list/declare.ts';
import { ListPage } from '#web/components/list/list-page.tsx';
import type { Campaign } from './campaign.ts';
import { campaignGroups } from './campaign-fields.ts';

const campaignList: ListDeclaration<Campaign> = {
  kind: 'campaign',
  defaultSort: '-createdAt',
  columns: [
    { key: 'name', label: 'campaigns:field.name', width: 220, sort: true },
    { key: 'type', label: 'campaigns:field.type', type: 'option', words: 'campaigns:type', width: 150 },
    { key: 'status', label: 'campaigns:field.status', type: 'status', width: 112 },
    { key: 'startDate', label: 'campaigns:field.startDate', type: 'date', width: 128 },
    { key: 'endDate', label: 'campaigns:field.endDate', type: 'date', width: 128 },
    { key: 'budget', label: 'campaigns:field.budget', type: 'money', width: 128 },
    { key: 'ownerId', label: 'common:field.owner', type: 'member', width: 140 },
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
  fields: campaignGroups,
  schema: campaignPatch,
  filters: [
    {
      key: 'status',
      label: 'campaigns:field.status',
      type: 'choice',
      choices: campaignStatuses.filter((status) => status !== 'archived'),
      words: 'status:campaign',
    },
    {
      key: 'type',
      label: 'campaigns:field.type',
      type: 'choice',
      choices: campaignTypes,
      words: 'campaigns:type',
    },
    { key: 'ownerId', label: 'common:field.owner', type: 'member' },
    { key: 'startDate', label: 'campaigns:field.startDate', type: 'date' },
    { key: 'endDate', label: 'campaigns:field.endDate', type: 'date' },
    { key: 'createdAt', label: 'common:field.createdAt', type: 'instant' },
    { key: 'archived', label: 'common:record.archived', type: 'boolean' },
  ],
  card: ['name', 'status', 'type', 'startDate'],
};

export function CampaignList() {
  return <ListPage declaration={campaignList} />;
}
