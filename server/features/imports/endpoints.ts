import { z } from 'zod';
import { importKinds, importPlan, importStatuses, importTemplateBody } from '#domain/imports.ts';
import { Problem } from '#domain/problems.ts';
import type { Call } from '#platform/access/call.ts';
import { type Endpoint, endpoint, type SessionContext } from '#platform/http/endpoint.ts';
import { idParams } from '#records/record-endpoints.ts';
import { requireImport } from './access.ts';
import { checkPlan } from './check-plan.ts';
import { beginImport, beginUndo } from './operations/begin-import.ts';
import { dryRunImport } from './operations/dry-run-import.ts';
import { uploadImport } from './operations/upload-import.ts';
import { presentImport, presentPreview } from './present.ts';
import { getImport, listImports, lockImport, updateImport } from './queries.ts';
import { deleteTemplate, getTemplate, insertTemplate, listTemplates } from './queries-templates.ts';
import { encodings } from './reading/encoding.ts';
import { delimiters } from './reading/read-csv.ts';
import { firstRows, inspectTable, type ReadingWish, type Table } from './reading/read-table.ts';
import { targetsOf } from './targets.ts';
import './timeline.ts';
import { rejectedRows } from './write-errors.ts';

const mostBytes = 512 * 1024 * 1024;

const wish = {
  encoding: z.enum(encodings).optional(),
  delimiter: z.enum(delimiters).optional(),
  sheet: z.string().max(100).optional(),
};

const count = z.int();
const importAnswer = z.object({
  id: z.uuid(),
  kind: z.enum(importKinds),
  status: z.enum(importStatuses),
  fileName: z.string(),
  fileSize: count,
  reading: z.looseObject({ format: z.enum(['csv', 'xlsx']) }),
  preset: z.string().nullable(),
  plan: z.looseObject({}).nullable(),
  total: count,
  done: count,
  counts: z.object({ created: count, updated: count, skipped: count, rejected: count }),
  jobId: z.uuid().nullable(),
  undo: z.record(z.string(), count).nullable(),
  createdAt: z.string(),
  endedAt: z.string().nullable(),
});
const target = z.looseObject({ key: z.string(), type: z.string() });
const previewAnswer = importAnswer.extend({
  columns: z.array(z.string()),
  rows: z.array(z.array(z.string())),
  mapping: z.record(z.string(), z.string().nullable()),
  templateId: z.uuid().nullable(),
  fields: z.array(target),
  matchKeys: z.array(z.string()),
});
const dryRunAnswer = z.object({
  create: count,
  update: count,
  skip: count,
  reject: count,
  duplicates: count,
  archived: count,
  errors: z.array(
    z.object({
      row: count,
      column: z.string().nullable(),
      path: z.string(),
      code: z.string(),
      message: z.string(),
    }),
  ),
});
const templateAnswer = z.object({
  id: z.uuid(),
  kind: z.enum(importKinds),
  name: z.string(),
  headers: z.array(z.string()),
  plan: z.looseObject({}),
  createdAt: z.string(),
});
const jobAnswer = z.object({ jobId: z.uuid() });
const common = { tag: 'imports', module: 'crm' } as const;

/** An import with its first rows, as the file is read now; once the file is gone, without them. */
async function preview(context: SessionContext, id: string) {
  const { fileKey, reading } = await context.inCall('read', (call) => getImport(call, id));
  const { store } = context.services;
  const rows = (await store.exists(fileKey)) ? await firstRows(store, fileKey, reading) : [];
  return context.inCall('read', async (call) => presentPreview(call, await getImport(call, id), rows));
}

/** Reads the stored file again as its owner says. */
async function readAgain(context: SessionContext, id: string, asked: ReadingWish) {
  const { reading, fileKey } = await context.inCall('read', (call) => getImport(call, id));
  const before: ReadingWish =
    reading.format === 'csv'
      ? { encoding: reading.encoding, delimiter: reading.delimiter }
      : { sheet: reading.sheets[reading.sheet] };
  const table = await inspectTable(context.services.store, fileKey, { ...before, ...asked });
  await context.inCall('write', (call) => keepReading(call, id, table));
  return preview(context, id);
}

async function keepReading(call: Call, id: string, table: Table): Promise<void> {
  const row = await lockImport(call, id);
  requireImport(call, row.kind);
  if (row.status !== 'uploaded') {
    throw new Problem('illegal_transition', { from: row.status, to: 'uploaded', allowed: [] });
  }
  const { reading, columns: headers, total } = table;
  await updateImport(call, id, { reading, headers, total, plan: null });
}

const files: readonly Endpoint[] = [
  endpoint({
    ...common,
    method: 'POST',
    path: '/imports',
    summary:
      'Upload a CSV or XLSX file of records; answers with its columns, first rows and a guessed mapping.',
    access: 'upload',
    body: z.strictObject({ kind: z.enum(importKinds), ...wish }),
    answer: previewAnswer,
    status: 201,
    mostBytes: () => mostBytes,
    async inspect(context, { body: { kind, ...asked }, file }): Promise<Table> {
      // Whoever may not import is told before the file is read.
      await context.inCall('read', async (call) => requireImport(call, kind));
      return inspectTable(context.services.store, file.key, asked);
    },
    run: async (call, { body, file, seen }) =>
      presentPreview(call, await uploadImport(call, body.kind, file, seen), seen.rows),
  }),
  endpoint({
    ...common,
    method: 'GET',
    path: '/imports',
    summary: 'Your imports, newest first.',
    access: 'read',
    answer: z.object({ items: z.array(importAnswer) }),
    run: async (call) => ({ items: (await listImports(call)).map(presentImport) }),
  }),
  endpoint({
    ...common,
    method: 'GET',
    path: '/imports/:id',
    summary: 'One import with its columns, first rows and mapping.',
    access: 'session',
    params: idParams,
    answer: previewAnswer,
    run: (context, { params }) => preview(context, params.id),
  }),
  endpoint({
    ...common,
    method: 'POST',
    path: '/imports/:id/reading',
    summary: 'Read the file by another encoding, delimiter or sheet.',
    access: 'session',
    params: idParams,
    body: z.strictObject(wish),
    answer: previewAnswer,
    run: (context, { params, body }) => readAgain(context, params.id, body),
  }),
];

const acts: readonly Endpoint[] = [
  endpoint({
    ...common,
    method: 'POST',
    path: '/imports/:id/dry-run',
    summary: 'What a run with this mapping would do, row by row; nothing is changed.',
    access: 'session',
    params: idParams,
    body: importPlan,
    answer: dryRunAnswer,
    run: (context, { params, body }) => dryRunImport(context, params.id, body),
  }),
  endpoint({
    ...common,
    method: 'POST',
    path: '/imports/:id/run',
    summary: 'Bring the file in by the plan of its last dry run, as a job.',
    access: 'write',
    params: idParams,
    answer: jobAnswer,
    status: 202,
    run: (call, { params }) => beginImport(call, params.id),
  }),
  endpoint({
    ...common,
    method: 'GET',
    path: '/imports/:id/errors.csv',
    summary: 'The rejected rows with their reasons, to be mended and imported again.',
    access: 'file',
    params: idParams,
    run: (context, { params }) => rejectedRows(context, params.id),
  }),
  endpoint({
    ...common,
    method: 'POST',
    path: '/imports/:id/undo',
    summary: 'Take the whole import back, as far as nobody has touched its records since, as a job.',
    access: 'write',
    params: idParams,
    answer: jobAnswer,
    status: 202,
    run: (call, { params }) => beginUndo(call, params.id),
  }),
];

const templates: readonly Endpoint[] = [
  endpoint({
    ...common,
    method: 'GET',
    path: '/imports/templates',
    summary: 'Mappings that the company has kept.',
    access: 'read',
    answer: z.object({ items: z.array(templateAnswer) }),
    run: async (call) => ({ items: await listTemplates(call) }),
  }),
  endpoint({
    ...common,
    method: 'POST',
    path: '/imports/templates',
    summary: 'Keep a mapping for the next file with these columns.',
    access: 'write',
    body: importTemplateBody,
    answer: templateAnswer,
    status: 201,
    async run(call, { body: { importId, name, plan } }) {
      const { kind, headers } = await getImport(call, importId);
      requireImport(call, kind);
      checkPlan(kind, plan, headers, await targetsOf(call, kind));
      return insertTemplate(call, { kind, name, headers, plan });
    },
  }),
  endpoint({
    ...common,
    method: 'DELETE',
    path: '/imports/templates/:id',
    summary: 'Forget a kept mapping.',
    access: 'write',
    params: idParams,
    async run(call, { params }) {
      requireImport(call, (await getTemplate(call, params.id)).kind);
      await deleteTemplate(call, params.id);
    },
  }),
];

/** Bringing records in from files. */
export const importEndpoints: readonly Endpoint[] = [...templates, ...files, ...acts];
