import { stringify } from 'csv-stringify/sync';
import { z } from 'zod';
import { bulkActions, bulkBody, bulkItemStatuses } from '#domain/bulk.ts';
import { uuid } from '#domain/fields.ts';
import type { Call } from '#platform/access/call.ts';
import { type Endpoint, endpoint } from '#platform/http/endpoint.ts';
import { guarded } from '#records/export-cells.ts';
import { allKinds, capabilityOf, type RecordKind } from '#records/kind.ts';
import { patchWayOf } from '#records/patch-record.ts';
import { beginBulk } from './operations/begin-bulk.ts';
import { undoBulk } from './operations/undo-bulk.ts';
import { countItems, getBulkChange, listItems, undoneBy } from './queries.ts';

const begun = z.object({ jobId: z.uuid(), total: z.int() });
const params = z.object({ jobId: uuid });
const tag = 'bulk';
const perPage = 200;

function beginEndpoint(kind: RecordKind): Endpoint {
  return endpoint({
    tag: kind.path.slice(1),
    module: kind.module,
    method: 'POST',
    path: `${kind.path}/bulk`,
    summary:
      'Change many records at once, by ids or by the filters of the list, as a job with a result for each.',
    access: 'write',
    // Changing needs more, by the action: the operation asks for it, and each record again.
    capability: capabilityOf(kind, 'view'),
    body: bulkBody,
    answer: begun,
    status: 202,
    run: (call, { body }) => beginBulk(call, kind, body),
  });
}

async function describe(call: Call, jobId: string) {
  const { kind, action, undoOf, status } = await getBulkChange(call, jobId);
  return {
    jobId,
    kind,
    action,
    status,
    undoOf,
    undoneBy: await undoneBy(call, jobId),
    counts: await countItems(call, jobId),
  };
}

async function itemsPage(
  call: Call,
  changeId: string,
  { status, cursor, limit }: { status: (typeof bulkItemStatuses)[number]; cursor?: string; limit: number },
) {
  await getBulkChange(call, changeId);
  const rows = await listItems(call, changeId, { status, after: cursor ?? null, limit: limit + 1 });
  const items = rows.slice(0, limit);
  return { items, nextCursor: rows.length > limit ? (items.at(-1)?.recordId ?? null) : null };
}

type Refusal = { code: string; detail: string; errors?: { path: string; message: string }[] };

function refusedLine({
  recordId,
  title,
  problem,
}: {
  recordId: string;
  title: string | null;
  problem: unknown;
}) {
  const { code, detail, errors = [] } = problem as Refusal;
  const fields = errors.map(({ path, message }) => `${path}: ${message}`).join(' ');
  return [recordId, guarded(title ?? ''), code, guarded(fields || detail)];
}

const watching: Endpoint[] = [
  endpoint({
    tag,
    method: 'GET',
    path: '/bulk/:jobId',
    summary: 'What a bulk change of yours did so far.',
    access: 'read',
    params,
    answer: z.object({
      jobId: z.uuid(),
      kind: z.string(),
      action: z.enum(bulkActions),
      status: z.string(),
      undoOf: z.uuid().nullable(),
      undoneBy: z.uuid().nullable(),
      counts: z.record(z.enum(bulkItemStatuses), z.int()),
    }),
    run: (call, input) => describe(call, input.params.jobId),
  }),
  endpoint({
    tag,
    method: 'GET',
    path: '/bulk/:jobId/items',
    summary: 'The records of a bulk change of yours by what came of each, with the reason of each refusal.',
    access: 'read',
    params,
    query: z.strictObject({
      status: z.enum(bulkItemStatuses).default('refused'),
      cursor: uuid.optional(),
      limit: z.coerce.number().int().min(1).max(perPage).default(50),
    }),
    answer: z.object({
      items: z.array(
        z.object({
          recordId: z.uuid(),
          title: z.string().nullable(),
          status: z.enum(bulkItemStatuses),
          problem: z.looseObject({ code: z.string() }).nullable(),
        }),
      ),
      nextCursor: z.uuid().nullable(),
    }),
    run: (call, input) => itemsPage(call, input.params.jobId, input.query),
  }),
  endpoint({
    tag,
    method: 'GET',
    path: '/bulk/:jobId/refused.csv',
    summary: 'The refused records of a bulk change of yours, as CSV.',
    access: 'file',
    params,
    run: async (context, input) => {
      const { jobId } = input.params;
      const read = (cursor?: string) =>
        context.inCall('read', (call) =>
          itemsPage(call, jobId, { status: 'refused', cursor, limit: perPage }),
        );
      const first = await read();
      async function* chunks() {
        yield `\uFEFF${stringify([['id', 'name', 'code', 'reason']])}`;
        for (let page = first; ; page = await read(page.nextCursor)) {
          if (page.items.length > 0) yield stringify(page.items.map(refusedLine));
          if (page.nextCursor === null) return;
        }
      }
      return { contentType: 'text/csv; charset=utf-8', fileName: 'refused.csv', chunks: chunks() };
    },
  }),
  endpoint({
    tag,
    method: 'POST',
    path: '/bulk/:jobId/undo',
    summary: 'Give the records of a bulk change of yours back what they had, unless they were changed since.',
    access: 'write',
    params,
    answer: begun,
    status: 202,
    run: (call, input) => undoBulk(call, input.params.jobId),
  }),
];

/** A row for every kind whose records can be changed. Called once all features have declared theirs. */
export function bulkEndpoints(): Endpoint[] {
  const kinds = allKinds().filter((kind) => patchWayOf(kind) !== undefined);
  return [...kinds.map(beginEndpoint), ...watching];
}
