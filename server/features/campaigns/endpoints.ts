import { campaignCreate, campaignPatch } from '#domain/campaigns.ts';
import { type Endpoint, endpoint } from '#platform/http/endpoint.ts';
import { archiveRecord } from '#records/archive-record.ts';
import { presentRecord } from '#records/present.ts';
import { idParams, recordEndpoints } from '#records/record-endpoints.ts';
import { recordSchema } from '#records/record-schemas.ts';
import { campaignKind } from './kind.ts';

export const campaignEndpoints: Endpoint[] = [
  ...recordEndpoints(campaignKind, { create: campaignCreate, patch: campaignPatch }),
  endpoint({
    method: 'POST',
    path: '/campaigns/:id/archive',
    summary: 'Archive a campaign: it keeps its attribution and leaves the lists.',
    tag: 'campaigns',
    module: 'crm',
    access: 'write',
    capability: 'crm.campaigns.delete',
    params: idParams,
    answer: recordSchema(campaignKind),
    run: async (call, { params, ifMatch }) =>
      presentRecord(call, campaignKind, await archiveRecord(call, campaignKind, params.id, ifMatch)),
  }),
];
