import { z } from 'zod';
import {
  type ActivityCreate,
  type ActivityPatch,
  type ActivityType,
  activityCreate,
  activityPatch,
  activityTypes,
  attachedQuery,
  noteCreate,
  notePatch,
} from '#domain/activities.ts';
import { notFound } from '#domain/problems.ts';
import type { Call } from '#platform/access/call.ts';
import { type Endpoint, endpoint } from '#platform/http/endpoint.ts';
import { attachedRecord } from '#records/attached.ts';
import { idParams } from '#records/record-endpoints.ts';
import { pointFrom } from '#records/timeline.ts';
import { timelineIds } from '#records/timeline-heirs.ts';
import { archiveActivity } from './operations/archive-activity.ts';
import { changeActivity } from './operations/change-activity.ts';
import { logActivity } from './operations/log-activity.ts';
import { activitySchema, presentActivities, presentActivity } from './present.ts';
import { findActivity, listActivities } from './queries.ts';
import './timeline-source.ts';

type Rows = {
  path: '/activities' | '/notes';
  types: readonly ActivityType[];
  create: z.ZodType;
  patch: z.ZodType;
  /** What a client need not say. */
  preset: { type?: ActivityType };
  one: string;
  many: string;
};

type ListQuery = { recordKind: string; recordId: string; limit: number; cursor?: string; archived?: string };

async function listOf(call: Call, types: readonly ActivityType[], query: ListQuery) {
  const { limit, cursor } = query;
  const { row } = await attachedRecord(call, query);
  const rows = await listActivities(call, await timelineIds(call, row.id), {
    types,
    before: cursor ? pointFrom(cursor) : null,
    limit: limit + 1,
    archived: query.archived === 'true',
  });
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  const next = rows.length > limit && last ? JSON.stringify([last.at, last.id]) : null;
  return {
    items: await presentActivities(call, items),
    nextCursor: next && Buffer.from(next).toString('base64url'),
  };
}

function readRows({ path, types, one, many }: Rows): Endpoint[] {
  const common = { tag: path.slice(1), module: 'crm' } as const;
  const filter = types.length > 1 ? { type: z.enum(activityTypes).optional() } : {};
  return [
    endpoint({
      ...common,
      access: 'read',
      method: 'GET',
      path,
      summary: `The ${many} of a record and of those whose past it carries on, newest first.`,
      query: z.strictObject({ ...attachedQuery, ...filter }),
      answer: z.object({ items: z.array(activitySchema), nextCursor: z.string().nullable() }),
      run: (call, { query }) => {
        const { type } = query as { type?: ActivityType };
        return listOf(call, type ? [type] : types, query as ListQuery);
      },
    }),
    endpoint({
      ...common,
      access: 'read',
      method: 'GET',
      path: `${path}/:id`,
      summary: `Read ${one}; whoever sees its record may.`,
      params: idParams,
      answer: activitySchema,
      async run(call, { params }) {
        const row = await findActivity(call, params.id, types);
        if (!row) throw notFound('activity');
        await attachedRecord(call, row);
        return presentActivity(call, row);
      },
    }),
  ];
}

function writeRows({ path, types, create, patch, preset, one }: Rows): Endpoint[] {
  const common = {
    tag: path.slice(1),
    module: 'crm',
    capability: 'crm.timeline.write',
    answer: activitySchema,
  } as const;
  return [
    endpoint({
      ...common,
      access: 'write',
      method: 'POST',
      path,
      summary: `Write down ${one} at a record; members whom it mentions are told.`,
      body: create,
      status: 201,
      run: async (call, { body }) =>
        presentActivity(call, await logActivity(call, { ...(body as ActivityCreate), ...preset })),
    }),
    endpoint({
      ...common,
      access: 'write',
      method: 'PATCH',
      path: `${path}/:id`,
      summary: `Change ${one}; somebody else's only with reach over all records.`,
      params: idParams,
      body: patch,
      run: async (call, { params, body, ifMatch }) =>
        presentActivity(
          call,
          await changeActivity(call, params.id, body as ActivityPatch, { types, ifMatch }),
        ),
    }),
  ];
}

function archiveRows({ path, types, one }: Rows): Endpoint[] {
  const common = {
    tag: path.slice(1),
    module: 'crm',
    capability: 'crm.timeline.write',
    params: idParams,
    answer: activitySchema,
  } as const;
  const row = (method: 'DELETE' | 'POST', at: string, summary: string, archived: boolean) =>
    endpoint({
      ...common,
      access: 'write',
      method,
      path: at,
      summary,
      run: async (call, { params, ifMatch }) =>
        presentActivity(call, await archiveActivity(call, params.id, { types, ifMatch, archived })),
    });
  return [
    row('DELETE', `${path}/:id`, `Take ${one} off the timeline; nothing is lost.`, true),
    row('POST', `${path}/:id/restore`, `Put ${one} back on the timeline.`, false),
  ];
}

const all = (rows: Rows) => [...readRows(rows), ...writeRows(rows), ...archiveRows(rows)];

/** Calls, emails, meetings and notes; notes have a path of their own. */
export const activityEndpoints: readonly Endpoint[] = [
  ...all({
    path: '/activities',
    types: activityTypes,
    create: activityCreate,
    patch: activityPatch,
    preset: {},
    one: 'a call, an email, a meeting or a note',
    many: 'calls, emails, meetings and notes',
  }),
  ...all({
    path: '/notes',
    types: ['note'],
    create: noteCreate,
    patch: notePatch,
    preset: { type: 'note' },
    one: 'a note',
    many: 'notes',
  }),
];
