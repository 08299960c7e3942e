import { z } from 'zod';
import { fieldProblem } from '#domain/field-errors.ts';
import { uuid } from '#domain/fields.ts';
import { distinctBody, duplicatesQuery, mergeBody } from '#domain/merging.ts';
import { invalidFields } from '#domain/problems.ts';
import { requireCapability } from '#platform/access/can.ts';
import { type Endpoint, endpoint } from '#platform/http/endpoint.ts';
import { capabilityOf } from '#records/kind.ts';
import { presentRecord } from '#records/present.ts';
import { findRecord, getRecord } from '#records/read-record.ts';
import { idParams } from '#records/record-endpoints.ts';
import { recordSchema } from '#records/record-schemas.ts';
import { choosableFields } from './combine.ts';
import { duplicatesAnswer, findDuplicates } from './find-duplicates.ts';
import { type MergeKind, mergeable, mergeCapability } from './mergeable-kinds.ts';
import { keepApart } from './operations/keep-apart.ts';
import { mergeRecords } from './operations/merge-records.ts';
import { undoMerge } from './operations/undo-merge.ts';
import { countLinks } from './queries.ts';

function mergeEndpoints(kind: MergeKind): Endpoint[] {
  const common = { tag: kind.path.slice(1), module: kind.module, params: idParams } as const;
  return [
    endpoint({
      ...common,
      method: 'GET',
      path: `${kind.path}/:id/merge-preview`,
      summary: `What merging another of the ${common.tag} into this one would choose between and move.`,
      access: 'read',
      capability: mergeCapability(kind),
      query: z.strictObject({ sourceId: uuid.optional() }),
      answer: z.object({
        target: recordSchema(kind),
        source: recordSchema(kind),
        fields: z.array(z.string()),
        links: z.array(z.object({ kind: z.string(), count: z.int() })),
      }),
      async run(call, { params, query }) {
        const target = await getRecord(call, kind, params.id);
        if (query.sourceId === undefined) throw invalidFields([fieldProblem('sourceId', 'required')]);
        const source = await findRecord(call, kind, query.sourceId);
        if (!source) throw invalidFields([fieldProblem('sourceId', 'not_found')]);
        return {
          target: await presentRecord(call, kind, target),
          source: await presentRecord(call, kind, source),
          fields: choosableFields(kind),
          links: await countLinks(call, kind, source.id),
        };
      },
    }),
    endpoint({
      ...common,
      method: 'POST',
      path: `${kind.path}/:id/merge`,
      summary: `Merge another of the ${common.tag} into this one: every link moves, and the other leads here from now on.`,
      access: 'write',
      capability: mergeCapability(kind),
      body: mergeBody,
      answer: z.object({ mergeId: z.uuid() }),
      run: async (call, { params, body, ifMatch }) => {
        const { mergeId } = await mergeRecords(call, kind, params.id, body, ifMatch);
        return { mergeId };
      },
    }),
  ];
}

export const mergingEndpoints: Endpoint[] = [
  ...Object.values(mergeable).flatMap(mergeEndpoints),
  endpoint({
    method: 'POST',
    path: '/merges/:mergeId/undo',
    summary: 'Take a merge back while the records and the moved links are as it left them.',
    tag: 'merges',
    module: 'crm',
    access: 'write',
    params: z.object({ mergeId: uuid }),
    answer: z.object({ kind: z.string(), targetId: z.uuid(), sourceId: z.uuid() }),
    async run(call, { params }) {
      const { target, source, kind } = await undoMerge(call, params.mergeId);
      return { kind, targetId: target.id, sourceId: source.id };
    },
  }),
  endpoint({
    method: 'GET',
    path: '/duplicates',
    summary: 'Groups of records that may be one, by one key, page after page.',
    tag: 'merges',
    module: 'crm',
    access: 'read',
    query: duplicatesQuery,
    answer: duplicatesAnswer,
    run(call, { query }) {
      requireCapability(call, capabilityOf(mergeable[query.kind], 'view'));
      return findDuplicates(call, mergeable[query.kind], query);
    },
  }),
  endpoint({
    method: 'POST',
    path: '/duplicates/dismiss',
    summary: 'Say that records which look alike are not the same: they are not shown again.',
    tag: 'merges',
    module: 'crm',
    access: 'write',
    body: distinctBody,
    status: 204,
    run: (call, { body }) => keepApart(call, mergeable[body.kind], body.ids),
  }),
];
