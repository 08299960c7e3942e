import { z } from 'zod';
import {
  pipelineCreate,
  pipelineKinds,
  pipelineOrderBody,
  pipelinePatch,
  pipelineRemoveBody,
  stageStatuses,
} from '#domain/pipelines.ts';
import { type Endpoint, endpoint } from '#platform/http/endpoint.ts';
import { idParams } from '#records/record-endpoints.ts';
import { changePipeline } from './operations/change-pipeline.ts';
import { createPipeline } from './operations/create-pipeline.ts';
import { orderPipelines } from './operations/order-pipelines.ts';
import { removePipeline } from './operations/remove-pipeline.ts';
import { getPipeline, listPipelines } from './queries.ts';

const stage = z.object({
  id: z.uuid(),
  pipelineId: z.uuid(),
  name: z.string(),
  nameKey: z.string().nullable(),
  position: z.int(),
  status: z.enum(stageStatuses),
  probability: z.int().nullable(),
  rottingDays: z.int().nullable(),
});

const answer = z.object({
  id: z.uuid(),
  kind: z.enum(pipelineKinds),
  name: z.string(),
  nameKey: z.string().nullable(),
  position: z.int(),
  isDefault: z.boolean(),
  version: z.int(),
  createdAt: z.string(),
  updatedAt: z.string(),
  stages: z.array(stage),
});

const items = z.object({ items: z.array(answer) });
const removal = z.object({ removed: z.boolean(), moved: z.int() });
const common = { tag: 'pipelines', module: 'crm' } as const;
const change = { ...common, capability: 'crm.settings.manage' } as const;

export const pipelineEndpoints: Endpoint[] = [
  endpoint({
    ...common,
    method: 'GET',
    path: '/pipelines',
    summary: 'List the pipelines in their order, with their stages.',
    access: 'read',
    query: z.strictObject({ kind: z.enum(pipelineKinds).optional() }),
    answer: items,
    run: async (call, { query }) => ({ items: await listPipelines(call, query.kind) }),
  }),
  endpoint({
    ...common,
    method: 'GET',
    path: '/pipelines/:id',
    summary: 'Read a pipeline.',
    access: 'read',
    params: idParams,
    answer,
    run: (call, { params }) => getPipeline(call, params.id),
  }),
  endpoint({
    ...change,
    access: 'write',
    method: 'POST',
    path: '/pipelines',
    summary: 'Add a pipeline, with the stages of a preset or its own.',
    body: pipelineCreate,
    answer,
    status: 201,
    run: (call, { body }) => createPipeline(call, body),
  }),
  endpoint({
    ...change,
    access: 'write',
    method: 'PATCH',
    path: '/pipelines/:id',
    summary: 'Change a pipeline and its stages; records of removed stages go where moveTo says.',
    params: idParams,
    body: pipelinePatch,
    answer,
    run: (call, { params, body, ifMatch }) => changePipeline(call, params.id, body, ifMatch),
  }),
  endpoint({
    ...change,
    access: 'write',
    method: 'DELETE',
    path: '/pipelines/:id',
    summary: 'Remove a pipeline that holds no records.',
    params: idParams,
    answer: removal,
    run: async (call, { params, ifMatch }) => ({
      removed: true,
      moved: await removePipeline(call, params.id, {}, ifMatch),
    }),
  }),
  endpoint({
    ...change,
    access: 'write',
    method: 'POST',
    path: '/pipelines/:id/remove',
    summary: 'Remove a pipeline after its records went where moveTo says.',
    params: idParams,
    body: pipelineRemoveBody,
    answer: removal,
    run: async (call, { params, body, ifMatch }) => ({
      removed: true,
      moved: await removePipeline(call, params.id, body.moveTo ?? {}, ifMatch),
    }),
  }),
  endpoint({
    ...change,
    access: 'write',
    method: 'PUT',
    path: '/pipelines/order',
    summary: 'Put the pipelines of a kind into another order.',
    body: pipelineOrderBody,
    answer: items,
    run: async (call, { body }) => {
      await orderPipelines(call, body);
      return { items: await listPipelines(call, body.kind) };
    },
  }),
];
