import { z } from 'zod';
import { uuid } from '#domain/fields.ts';
import { audit, type Call } from '#platform/access/call.ts';
import { type Endpoint, endpoint } from '#platform/http/endpoint.ts';
import { page } from '#platform/http/schemas.ts';
import { archivingByStatus } from './archive-by-status.ts';
import { archiveRecord, restoreRecord } from './archive-record.ts';
import { createRecord } from './create-record.ts';
import { exportCsv } from './export-csv.ts';
import { capabilityOf, type RecordKind, type RecordRow, type Values } from './kind.ts';
import { filterQuery, type ListQuery, listQuery } from './list-query.ts';
import { listRecords, totalWith } from './list-records.ts';
import { presentRecord, presentRecords } from './present.ts';
import { getRecord } from './read-record.ts';
import { recordSchema } from './record-schemas.ts';
import { timelineOf, timelineQuery } from './timeline.ts';
import { updateRecord } from './update-record.ts';

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
      path: `${kind.path}/export.csv`,
      summary: `Export ${common.tag} as CSV, by the filters of the list.`,
      access: 'file',
      capability: capabilityOf(kind, 'export'),
      query: filterQuery(kind),
      run: async (context, { query }) => {
        const file = await exportCsv(kind, query as ListQuery, context.inCall);
        await context.inCall('write', async (call) => {
          audit(call, { action: `${kind.name}.exported`, recordKind: kind.name, after: query });
        });
        return file;
      },
    }),
  ];
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
  return [
    endpoint({
      ...common,
      method: 'GET',
      path,
      summary: `Read one of the ${common.tag}.`,
      access: 'read',
      capability: capabilityOf(kind, 'view'),
      params: idParams,
      answer,
      run: async (call, { params }) => detail(call, await getRecord(call, kind, params.id)),
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
      run: async (call, { params, body, ifMatch }) => {
        const update = (given: Values) =>
          operations.update?.(call, params.id, given, ifMatch) ??
          updateRecord(call, kind, params.id, given, ifMatch);
        return detail(call, await archivingByStatus(call, kind, body as Values, update));
      },
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
