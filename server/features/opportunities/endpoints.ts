import { z } from 'zod';
import {
  opportunityCreate,
  opportunityLostBody,
  opportunityPatch,
  opportunityStageBody,
} from '#domain/opportunities.ts';
import type { Call } from '#platform/access/call.ts';
import { type Endpoint, endpoint } from '#platform/http/endpoint.ts';
import { boardColumns } from '#records/board.ts';
import type { RecordRow } from '#records/kind.ts';
import { boardQuery, type ListQuery } from '#records/list-query.ts';
import { presentRecord } from '#records/present.ts';
import { idParams, recordEndpoints } from '#records/record-endpoints.ts';
import { boardSchema, recordSchema } from '#records/record-schemas.ts';
import { staged } from '#records/stages.ts';
import { opportunityKind } from './kind.ts';
import { createOpportunity } from './operations/create-opportunity.ts';
import { moveStage } from './operations/move-stage.ts';
import { tallyOpportunities } from './queries.ts';

const answer = recordSchema(opportunityKind);
const common = { tag: 'opportunities', module: 'crm', method: 'POST', params: idParams, answer } as const;
const present = (call: Call, row: RecordRow) => presentRecord(call, opportunityKind, row);

const sums = z.array(
  z.object({ currency: z.string(), amount: z.string(), weighted: z.string(), count: z.int() }),
);

export const opportunityEndpoints: Endpoint[] = [
  endpoint({
    method: 'GET',
    path: '/opportunities/board',
    summary: 'Opportunities by the stages of a pipeline, with sums over all of them.',
    tag: 'opportunities',
    module: 'crm',
    access: 'read',
    capability: 'crm.opportunities.view',
    query: boardQuery(opportunityKind),
    answer: boardSchema(answer, { sums }),
    run: (call, { query }) =>
      boardColumns(
        call,
        { kind: opportunityKind, staged: staged.opportunity, tally: tallyOpportunities },
        query as ListQuery,
      ),
  }),
  ...recordEndpoints(
    opportunityKind,
    { create: opportunityCreate, patch: opportunityPatch },
    { create: createOpportunity },
  ),
  endpoint({
    ...common,
    access: 'write',
    path: '/opportunities/:id/stage',
    summary: 'Move an opportunity to another stage.',
    capability: 'crm.opportunities.view',
    body: opportunityStageBody,
    run: async (call, { params, body, ifMatch }) =>
      present(call, await moveStage(call, params.id, body, ifMatch)),
  }),
  endpoint({
    ...common,
    access: 'write',
    path: '/opportunities/:id/mark-won',
    summary: 'Close an opportunity as won.',
    capability: 'crm.opportunities.mark_won',
    run: async (call, { params, ifMatch }) =>
      present(call, await moveStage(call, params.id, { stage: 'won' }, ifMatch)),
  }),
  endpoint({
    ...common,
    access: 'write',
    path: '/opportunities/:id/mark-lost',
    summary: 'Close an opportunity as lost, with the reason.',
    capability: 'crm.opportunities.mark_lost',
    body: opportunityLostBody,
    run: async (call, { params, body, ifMatch }) =>
      present(call, await moveStage(call, params.id, { stage: 'lost', ...body }, ifMatch)),
  }),
];
