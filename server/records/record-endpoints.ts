import { z } from 'zod';
import { uuid } from '#domain/fields.ts';
import { audit, type Call } from '#platform/access/call.ts';
import { type Endpoint, endpoint } from '#platform/http/endpoint.ts';
import { page } from '#platform/http/schemas.ts';
import { archivingByStatus } from './archive-by-status.ts';
import { archiveRecord, restoreRecord } from './archive-record.ts';
import { createRecord } from './create-record.ts';
import type { ExportQuery } from './export-cells.ts';
import { exportCsv } from './export-csv.ts';
import { exportXlsx } from './export-xlsx.ts';
import { capabilityOf, type RecordKind, type RecordRow, type Values } from './kind.ts';
import { groupCounts, groupsAnswer, groupsQuery } from './list-groups.ts';
import { exportQuery, type ListQuery, listQuery } from './list-query.ts';
import { listRecords, totalWith } from './list-records.ts';
import { canBeMerged, followMerge } from './merged.ts';
import { declarePatch, patchRecord } from './patch-record.ts';
import { presentRecord, presentRecords } from './present.ts';
import { getRecord } from './read-record.ts';
import { recordSchema } from './record-schemas.ts';
import { timelineOf, timelineQuery } from './timeline.ts';

export const idParams = z.object({ id: uuid });

/** What a feature does its own way; the rest is the same for every kind. */
export type RecordOperations = {
  create?(call: Call, body: Values): Promise<RecordRow>;
  update?(call: Call, id: string, body: Values, ifMatch: number | null): Promise<RecordRow>;
  /** Adds to a single record's answer what lists leave out, such as lines. */
  detail?(call: Call, row: RecordRow): Promise<Values>;
};

export type RecordSchemas = { create: z.ZodType; patch: z.ZodType; detail?: Record<string, z.ZodType> };

/** A record with everything that its own page shows. */
export async function presentDetail(
  call: Call,
  kind: RecordKind,
  row: RecordRow,
  operations: RecordOperations,
): Promise<Values> {
  return { ...(await presentRecord(call, kind, row)), ...(await operations.detail?.(call, row)) };
}

/** One page of a list as it goes over the wire, with the total of all pages. */
export async function listAnswer(call: Call, kind: RecordKind, query: ListQuery) {
  const page = await listRecords(call, kind, query);
  const [items, total] = await Promise.all([
    presentRecords(call, kind, page.rows),
    totalWith(call, kind, query, page),
  ]);
  return { items, nextCursor: page.nextCursor, total };
}

function listEndpoints(kind: RecordKind): Endpoint[] {
  const common = { tag: kind.path.slice(1), module: kind.module };
  const item = recordSchema(kind);
  return [
    endpoint({
      ...common,
      method: 'GET',
      path: kind.path,
      summary: `List ${common.tag} by filters, newest first unless sorted.`,
      access: 'read',
      capability: capabilityOf(kind, 'view'),
      query: listQuery(kind),
      answer: page(item),
      run: (call, { query }) => listAnswer(call, kind, query as ListQuery),
    }),
    endpoint({
      ...common,
      method: 'GET',
      path: `${kind.path}/groups`,
      summary: `Count ${common.tag} by the values of one field, under the filters of the list.`,
      access: 'read',
      capability: capabilityOf(kind, 'view'),
      query: groupsQuery(kind),
      answer: groupsAnswer,
      run: (call, { query }) => groupCounts(call, kind, query as ListQuery & { by: string }),
    }),
    exportEndpoint(kind, 'csv', exportCsv),
    exportEndpoint(kind, 'xlsx', exportXlsx),
  ];
}

/** Writes who exported what, how many rows that should be and, where fewer or more went out, how many did. */
function exportEndpoint(kind: RecordKind, format: 'csv' | 'xlsx', make: typeof exportCsv): Endpoint {
  const tag = kind.path.slice(1);
  return endpoint({
    tag,
    module: kind.module,
    method: 'GET',
    path: `${kind.path}/export.${format}`,
    summary: `Export ${tag} as ${format.toUpperCase()}, by the filters of the list; X-Total-Count tells the rows.`,
    access: 'file',
    capability: capabilityOf(kind, 'export'),
    query: exportQuery(kind),
    run: async (context, { query }) => {
      const file = await make(kind, query as ExportQuery, context.inCall);
      const note = (action: string, after: Values) =>
        context.inCall('write', async (call) => {
          audit(call, { action: `${kind.name}.${action}`, recordKind: kind.name, after });
        });
      await note('exported', { ...(query as Values), format, rows: file.total });
      async function* chunks() {
        try {
          yield* file.chunks;
        } finally {
          const rows = file.written();
          if (rows !== file.total) await note('export_differed', { format, rows, expected: file.total });
        }
      }
      return { ...file, chunks: chunks() };
    },
  });
}

function readEndpoints(
  kind: RecordKind,
  schemas: Pick<RecordSchemas, 'detail'>,
  operations: RecordOperations,
): Endpoint[] {
  const common = { tag: kind.path.slice(1), module: kind.module };
  const answer = recordSchema(kind, schemas.detail);
  const detail = async (call: Call, row: RecordRow) => presentDetail(call, kind, row, operations);
  const path = `${kind.path}/:id`;
  const merges = canBeMerged(kind);
  return [
    endpoint({
      ...common,
      method: 'GET',
      path,
      summary: `Read one of the ${common.tag}${merges ? '; a merged one answers with the one it became, and mergedFrom' : ''}.`,
      access: 'read',
      capability: capabilityOf(kind, 'view'),
      params: idParams,
      answer: merges ? answer.extend({ mergedFrom: z.uuid().optional() }) : answer,
      async run(call, { params }) {
        const row = await getRecord(call, kind, params.id);
        const found = await followMerge(call, kind, row);
        return { ...(await detail(call, found)), ...(found.id === row.id ? {} : { mergedFrom: row.id }) };
      },
    }),
    endpoint({
      ...common,
      method: 'GET',
      path: `${path}/timeline`,
      summary: 'What happened to the record, newest first.',
      access: 'read',
      capability: capabilityOf(kind, 'view'),
      params: idParams,
      query: timelineQuery,
      answer: z.object({ items: z.array(z.looseObject({})), nextCursor: z.string().nullable() }),
      run: (call, { params, query }) => timelineOf(call, kind, params.id, query),
    }),
  ];
}

function writeEndpoints(kind: RecordKind, schemas: RecordSchemas, operations: RecordOperations): Endpoint[] {
  const common = { tag: kind.path.slice(1), module: kind.module };
  const answer = recordSchema(kind, schemas.detail);
  const detail = async (call: Call, row: RecordRow) => presentDetail(call, kind, row, operations);
  const path = `${kind.path}/:id`;
  return [
    endpoint({
      ...common,
      method: 'POST',
      path: kind.path,
      summary: `Create one of the ${common.tag}.`,
      access: 'write',
      capability: capabilityOf(kind, 'create'),
      body: schemas.create,
      answer,
      status: 201,
      run: async (call, { body }) =>
        detail(
          call,
          await archivingByStatus(
            call,
            kind,
            body as Values,
            (given) => operations.create?.(call, given) ?? createRecord(call, kind, given),
          ),
        ),
    }),
    endpoint({
      ...common,
      method: 'PATCH',
      path,
      summary: `Change some fields of one of the ${common.tag}; null clears a field.`,
      access: 'write',
      capability: capabilityOf(kind, 'edit'),
      params: idParams,
      body: schemas.patch,
      answer,
      run: async (call, { params, body, ifMatch }) =>
        detail(call, await patchRecord(call, kind, params.id, body as Values, ifMatch)),
    }),
  ];
}

function archiveEndpoints(
  kind: RecordKind,
  schemas: Pick<RecordSchemas, 'detail'>,
  operations: RecordOperations,
): Endpoint[] {
  const common = { tag: kind.path.slice(1), module: kind.module };
  const answer = recordSchema(kind, schemas.detail);
  const detail = async (call: Call, row: RecordRow) => presentDetail(call, kind, row, operations);
  const path = `${kind.path}/:id`;
  return [
    endpoint({
      ...common,
      method: 'DELETE',
      path,
      summary: `Archive one of the ${common.tag}; nothing is lost.`,
      access: 'write',
      capability: capabilityOf(kind, 'delete'),
      params: idParams,
      answer,
      run: async (call, { params, ifMatch }) =>
        detail(call, await archiveRecord(call, kind, params.id, ifMatch)),
    }),
    endpoint({
      ...common,
      method: 'POST',
      path: `${path}/restore`,
      summary: `Bring back one of the archived ${common.tag}.`,
      access: 'write',
      capability: capabilityOf(kind, 'delete'),
      params: idParams,
      answer,
      run: async (call, { params, ifMatch }) =>
        detail(call, await restoreRecord(call, kind, params.id, ifMatch)),
    }),
  ];
}

/** The endpoints that every kind of record has: list, export, create, read, change, archive, restore, timeline. */
export function recordEndpoints(
  kind: RecordKind,
  schemas: RecordSchemas,
  operations: RecordOperations = {},
): Endpoint[] {
  declarePatch(kind, { patch: schemas.patch, ...(operations.update ? { update: operations.update } : {}) });
  return [
    ...listEndpoints(kind),
    ...readEndpoints(kind, schemas, operations),
    ...writeEndpoints(kind, schemas, operations),
    ...archiveEndpoints(kind, schemas, operations),
  ];
}

/** The endpoints of a kind whose records are made by an operation and never changed: list, export, read, timeline. */
export function immutableEndpoints(
  kind: RecordKind,
  schemas: Pick<RecordSchemas, 'detail'> = {},
  operations: RecordOperations = {},
): Endpoint[] {
  return [...listEndpoints(kind), ...readEndpoints(kind, schemas, operations)];
}
