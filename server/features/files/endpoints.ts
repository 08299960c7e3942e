import { z } from 'zod';
import { type FileQuery, fileQuery, fileRename, fileUpload } from '#domain/files.ts';
import type { Call } from '#platform/access/call.ts';
import { type Endpoint, endpoint } from '#platform/http/endpoint.ts';
import { attachedRecord } from '#records/attached.ts';
import { idParams } from '#records/record-endpoints.ts';
import { pointFrom } from '#records/timeline.ts';
import { timelineIds } from '#records/timeline-heirs.ts';
import { requireSees } from './access.ts';
import { contentOf } from './content.ts';
import { inspectFile } from './inspect.ts';
import { addFile } from './operations/add-file.ts';
import { addVersion } from './operations/add-version.ts';
import { archiveFile } from './operations/archive-file.ts';
import { renameFile } from './operations/rename-file.ts';
import { fileSchema, presentFile, presentFiles, presentVersion, versionSchema } from './present.ts';
import { getFile, listFiles, listVersions } from './queries.ts';
import './timeline-source.ts';

const common = { tag: 'files', module: 'crm' } as const;
const writes = { ...common, capability: 'crm.files.write', answer: fileSchema } as const;

async function filesOf(call: Call, query: FileQuery) {
  const { limit, cursor } = query;
  const { row } = await attachedRecord(call, query);
  const rows = await listFiles(call, await timelineIds(call, row.id), {
    before: cursor ? pointFrom(cursor) : null,
    limit: limit + 1,
    archived: query.archived === 'true',
  });
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  const next = rows.length > limit && last ? JSON.stringify([last.createdAt, last.id]) : null;
  return {
    items: await presentFiles(call, items),
    nextCursor: next && Buffer.from(next).toString('base64url'),
  };
}

async function seen(call: Call, id: string) {
  const file = await getFile(call, id);
  await requireSees(call, file);
  return file;
}

const readRows: readonly Endpoint[] = [
  endpoint({
    ...common,
    method: 'GET',
    path: '/files',
    summary: 'The files of a record and of those whose past it carries on, newest first.',
    access: 'read',
    query: fileQuery,
    answer: z.object({ items: z.array(fileSchema), nextCursor: z.string().nullable() }),
    run: (call, { query }) => filesOf(call, query),
  }),
  endpoint({
    ...common,
    method: 'GET',
    path: '/files/:id',
    summary: 'Read what is known of a file; whoever sees its record may.',
    access: 'read',
    params: idParams,
    answer: fileSchema,
    run: async (call, { params }) => presentFile(call, await seen(call, params.id)),
  }),
  endpoint({
    ...common,
    method: 'GET',
    path: '/files/:id/versions',
    summary: 'All versions of a file, newest first.',
    access: 'read',
    params: idParams,
    answer: z.object({ items: z.array(versionSchema) }),
    run: async (call, { params }) => {
      const file = await seen(call, params.id);
      return { items: (await listVersions(call, file.id)).map(presentVersion) };
    },
  }),
  endpoint({
    ...common,
    method: 'GET',
    path: '/files/:id/content',
    summary:
      'Download a file, or with `version` an older one; takes Range. `inline=1` shows images, PDF and texts in the browser.',
    access: 'file',
    params: idParams,
    query: z.strictObject({
      version: z.coerce.number().int().min(1).max(1_000_000).optional(),
      inline: z.enum(['0', '1']).optional(),
    }),
    run: (context, { params, query }) =>
      contentOf(context, { id: params.id, number: query.version, inline: query.inline === '1' }),
  }),
];

const uploadRows: readonly Endpoint[] = [
  endpoint({
    ...writes,
    method: 'POST',
    path: '/files',
    summary: 'Upload a file to a record. Its content decides what it is; name and declared type must agree.',
    access: 'upload',
    body: fileUpload,
    status: 201,
    mostBytes: (config) => config.fileMostBytes,
    inspect: async ({ services }, { file }) => ({
      ...(await inspectFile(services.store, file)),
      mostBytes: services.config.fileQuotaBytes,
    }),
    run: async (call, { body, file, seen: { mostBytes, ...seen } }) =>
      presentFile(call, await addFile(call, body, { file, seen }, mostBytes)),
  }),
  endpoint({
    ...writes,
    method: 'POST',
    path: '/files/:id/versions',
    summary: 'Upload a new version of a file; the older ones stay.',
    access: 'upload',
    params: idParams,
    body: z.strictObject({}),
    status: 201,
    mostBytes: (config) => config.fileMostBytes,
    inspect: async ({ services }, { file }) => ({
      ...(await inspectFile(services.store, file)),
      mostBytes: services.config.fileQuotaBytes,
    }),
    run: async (call, { params, ifMatch, file, seen: { mostBytes, ...seen } }) =>
      presentFile(call, await addVersion(call, params.id, { file, seen }, { ifMatch, mostBytes })),
  }),
];

const changeRows: readonly Endpoint[] = [
  endpoint({
    ...writes,
    method: 'PATCH',
    path: '/files/:id',
    summary: 'Rename a file; the name must still say what it is.',
    access: 'write',
    params: idParams,
    body: fileRename,
    run: async (call, { params, body, ifMatch }) =>
      presentFile(call, await renameFile(call, params.id, body.name, ifMatch)),
  }),
  endpoint({
    ...writes,
    method: 'DELETE',
    path: '/files/:id',
    summary: 'Take a file away from its record; its content is kept.',
    access: 'write',
    params: idParams,
    run: async (call, { params, ifMatch }) =>
      presentFile(call, await archiveFile(call, params.id, { ifMatch, archived: true })),
  }),
  endpoint({
    ...writes,
    method: 'POST',
    path: '/files/:id/restore',
    summary: 'Put a file back that was taken away.',
    access: 'write',
    params: idParams,
    run: async (call, { params, ifMatch }) =>
      presentFile(call, await archiveFile(call, params.id, { ifMatch, archived: false })),
  }),
];

/** Files at any record. */
export const fileEndpoints: readonly Endpoint[] = [...readRows, ...uploadRows, ...changeRows];
