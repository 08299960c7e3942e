import { z } from 'zod';
import { recordKinds } from '#domain/events.ts';
import { uuid } from '#domain/fields.ts';
import { viewCreate, viewDefaultBody, viewLayouts, viewPatch } from '#domain/views.ts';
import type { Call } from '#platform/access/call.ts';
import { requireCapability } from '#platform/access/can.ts';
import { type Endpoint, endpoint } from '#platform/http/endpoint.ts';
import { capabilityOf, kindNamed } from '#records/kind.ts';
import { mayChangeView } from './access.ts';
import { chooseDefaultView } from './operations/choose-default-view.ts';
import { createView } from './operations/create-view.ts';
import { deleteView } from './operations/delete-view.ts';
import { updateView } from './operations/update-view.ts';
import { getView, listViews, ownDefault, type ViewRow } from './queries.ts';

const answer = z.object({
  id: z.uuid(),
  kind: z.enum(recordKinds),
  name: z.string(),
  mine: z.boolean(),
  shared: z.boolean(),
  companyDefault: z.boolean(),
  layout: z.enum(viewLayouts),
  query: z.record(z.string(), z.string()),
  filter: z.looseObject({}).nullable(),
  sort: z.string().nullable(),
  groupBy: z.string().nullable(),
  columns: z.array(z.object({ key: z.string(), width: z.int().nullable().optional() })).nullable(),
  version: z.int(),
  updatedAt: z.string(),
  abilities: z.object({ edit: z.boolean() }),
});

function present(call: Call, view: ViewRow) {
  const { orgId: _, memberId, createdAt: __, ...shown } = view;
  return { ...shown, mine: memberId === call.actor.memberId, abilities: { edit: mayChangeView(call, view) } };
}

const tag = 'views';
const params = z.object({ id: uuid });

export const viewEndpoints: readonly Endpoint[] = [
  endpoint({
    tag,
    method: 'GET',
    path: '/views',
    summary: 'The views of one list: your own and the shared ones, and the one that you start with.',
    access: 'read',
    query: z.strictObject({ kind: z.enum(recordKinds) }),
    answer: z.object({ items: z.array(answer), defaultId: z.uuid().nullable() }),
    run: async (call, { query }) => {
      requireCapability(call, capabilityOf(kindNamed(query.kind), 'view'));
      const views = await listViews(call, query.kind);
      const own = await ownDefault(call, query.kind);
      const company = views.find((view) => view.companyDefault);
      return { items: views.map((view) => present(call, view)), defaultId: own ?? company?.id ?? null };
    },
  }),
  endpoint({
    tag,
    method: 'POST',
    path: '/views',
    summary: 'Keep a list as it is seen now.',
    access: 'write',
    body: viewCreate,
    answer,
    status: 201,
    run: async (call, { body }) => present(call, await createView(call, body)),
  }),
  endpoint({
    tag,
    method: 'PUT',
    path: '/views/default',
    summary: 'Choose the view that you start with in a list; null goes back to the one of the company.',
    access: 'write',
    body: viewDefaultBody,
    run: (call, { body }) => chooseDefaultView(call, body),
  }),
  endpoint({
    tag,
    method: 'GET',
    path: '/views/:id',
    summary: 'Read a view.',
    access: 'read',
    params,
    answer,
    run: async (call, input) => present(call, await getView(call, input.params.id)),
  }),
  endpoint({
    tag,
    method: 'PATCH',
    path: '/views/:id',
    summary: 'Change a view of your own, or a shared one.',
    access: 'write',
    params,
    body: viewPatch,
    answer,
    run: async (call, { params: { id }, body, ifMatch }) =>
      present(call, await updateView(call, id, body, ifMatch)),
  }),
  endpoint({
    tag,
    method: 'DELETE',
    path: '/views/:id',
    summary: 'Delete a view of your own, or a shared one.',
    access: 'write',
    params,
    run: (call, { params: { id }, ifMatch }) => deleteView(call, id, ifMatch),
  }),
];
