import { campaignCreate } from '#domain/campaigns.ts';
import type { CreateDeclaration } from '#web/components/create/declare.ts';
import { campaignGroups } from './campaign-fields.ts';

export const createCampaign: CreateDeclaration = {
  kind: 'campaign',
  groups: campaignGroups,
  schema: campaignCreate,
  initial: { type: 'other' },
};
