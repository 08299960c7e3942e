import { nodeCreate, nodePatch } from '#domain/members.ts';
import { type Endpoint, endpoint } from '#platform/http/endpoint.ts';
import { idParams } from '#records/record-endpoints.ts';
import { archiveNode } from './operations/archive-node.ts';
import { createNode } from './operations/create-node.ts';
import { renameNode } from './operations/rename-node.ts';
import { restoreNode } from './operations/restore-node.ts';
import { presentNode, presentNodes } from './present.ts';
import { itemsOf, nodeAnswer } from './schemas.ts';

const common = { tag: 'hierarchy' } as const;
const change = {
  ...common,
  capability: 'settings.hierarchy.manage',
  params: idParams,
} as const;

export const hierarchyEndpoints: Endpoint[] = [
  endpoint({
    ...common,
    method: 'GET',
    path: '/hierarchy/nodes',
    summary: 'List the nodes that the caller may use and the ones above them, archived ones included.',
    access: 'read',
    answer: itemsOf(nodeAnswer),
    run: async (call) => ({ items: await presentNodes(call) }),
  }),
  endpoint({
    ...common,
    method: 'POST',
    path: '/hierarchy/nodes',
    summary: 'Add a node one level below its parent.',
    access: 'write',
    capability: 'settings.hierarchy.manage',
    body: nodeCreate,
    answer: nodeAnswer,
    status: 201,
    run: async (call, { body }) => presentNode(call, await createNode(call, body)),
  }),
  endpoint({
    ...change,
    method: 'PATCH',
    path: '/hierarchy/nodes/:id',
    summary: 'Rename a node.',
    access: 'write',
    body: nodePatch,
    answer: nodeAnswer,
    run: async (call, { params, body, ifMatch }) =>
      presentNode(call, await renameNode(call, params.id, body.name, ifMatch)),
  }),
  endpoint({
    ...change,
    method: 'DELETE',
    path: '/hierarchy/nodes/:id',
    summary: 'Archive a node that nothing lies at.',
    access: 'write',
    run: (call, { params, ifMatch }) => archiveNode(call, params.id, ifMatch),
  }),
  endpoint({
    ...change,
    method: 'POST',
    path: '/hierarchy/nodes/:id/restore',
    summary: 'Take an archived node back into use.',
    access: 'write',
    answer: nodeAnswer,
    run: async (call, { params, ifMatch }) => presentNode(call, await restoreNode(call, params.id, ifMatch)),
  }),
];
