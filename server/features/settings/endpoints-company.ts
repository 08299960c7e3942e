import { z } from 'zod';
import { currencies } from '#domain/currencies.ts';
import { uuid } from '#domain/fields.ts';
import { moduleNames } from '#domain/modules.ts';
import { notFound } from '#domain/problems.ts';
import { entityPatch, modulePatch, organisationPatch } from '#domain/settings.ts';
import type { Call } from '#platform/access/call.ts';
import { type Endpoint, endpoint } from '#platform/http/endpoint.ts';
import { nodesOf } from '#records/scope.ts';
import { maySeeNode } from './access.ts';
import { changeEntity } from './operations/change-entity.ts';
import { changeOrganisation } from './operations/change-organisation.ts';
import { switchModule } from './operations/switch-module.ts';
import { presentEntity, presentOrganisation } from './present.ts';
import { findEntity, getOrganisation, listEntities, listModules } from './queries-company.ts';
import { currencyAnswer, entityAnswer, itemsOf, moduleAnswer, organisationAnswer } from './schemas.ts';

const common = { tag: 'settings' } as const;
const entityParams = z.object({ nodeId: uuid });

async function entityOf(call: Call, nodeId: string) {
  const node = (await nodesOf(call)).get(nodeId);
  const row = node && maySeeNode(call, node.path) ? await findEntity(call, nodeId) : undefined;
  if (!node || !row) throw notFound('entity');
  return presentEntity(node, row);
}

async function entitiesOf(call: Call) {
  const nodes = await nodesOf(call);
  const rows = await listEntities(call);
  return rows.flatMap((row) => {
    const node = nodes.get(row.nodeId);
    return node && maySeeNode(call, node.path) ? [presentEntity(node, row)] : [];
  });
}

export const companyEndpoints: Endpoint[] = [
  endpoint({
    ...common,
    method: 'GET',
    path: '/settings/organisation',
    summary: 'Read the company profile.',
    access: 'read',
    answer: organisationAnswer,
    run: async (call) => presentOrganisation(await getOrganisation(call)),
  }),
  endpoint({
    ...common,
    method: 'PATCH',
    path: '/settings/organisation',
    summary: 'Change the company profile.',
    access: 'write',
    capability: 'settings.company.manage',
    body: organisationPatch,
    answer: organisationAnswer,
    run: async (call, { body, ifMatch }) =>
      presentOrganisation(await changeOrganisation(call, body, ifMatch)),
  }),
  endpoint({
    ...common,
    method: 'GET',
    path: '/modules',
    summary: 'List the modules of Parley and whether the company has them switched on.',
    access: 'read',
    answer: itemsOf(moduleAnswer),
    run: async (call) => ({ items: await listModules(call) }),
  }),
  endpoint({
    ...common,
    method: 'PUT',
    path: '/modules/:module',
    summary: 'Switch a module on or off.',
    access: 'write',
    capability: 'settings.company.manage',
    params: z.object({ module: z.enum(moduleNames) }),
    body: modulePatch.pick({ enabled: true }),
    answer: moduleAnswer,
    run: async (call, { params, body }) => {
      await switchModule(call, params.module, body.enabled);
      return { module: params.module, enabled: body.enabled };
    },
  }),
  endpoint({
    ...common,
    method: 'GET',
    path: '/settings/entities',
    summary: 'List the legal entities of the company.',
    access: 'read',
    answer: itemsOf(entityAnswer),
    run: async (call) => ({ items: await entitiesOf(call) }),
  }),
  endpoint({
    ...common,
    method: 'GET',
    path: '/settings/entities/:nodeId',
    summary: 'Read a legal entity.',
    access: 'read',
    params: entityParams,
    answer: entityAnswer,
    run: async (call, { params }) => entityOf(call, params.nodeId),
  }),
  endpoint({
    ...common,
    method: 'PATCH',
    path: '/settings/entities/:nodeId',
    summary: 'Change what a legal entity prints on its documents.',
    access: 'write',
    capability: 'settings.company.manage',
    params: entityParams,
    body: entityPatch,
    answer: entityAnswer,
    run: async (call, { params, body, ifMatch }) => {
      await changeEntity(call, params.nodeId, body, ifMatch);
      return entityOf(call, params.nodeId);
    },
  }),
  endpoint({
    ...common,
    method: 'GET',
    path: '/currencies',
    summary: 'List the currencies of ISO 4217 with their decimals.',
    access: 'read',
    answer: itemsOf(currencyAnswer),
    run: async () => ({ items: currencies }),
  }),
];
