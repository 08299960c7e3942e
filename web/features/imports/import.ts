import { queryOptions } from '@tanstack/react-query';
import type { ImportKind, ImportPlan, ImportStatus, ImportTarget } from '#domain/imports.ts';
import { isRunning, type Job } from '#web/components/jobs/use-jobs.ts';
import { api, apiUrl, newIdempotencyKey } from '#web/platform/api.ts';
import { ApiProblem, type ProblemDocument } from '#web/platform/problem.ts';

type Counts = { created: number; updated: number; skipped: number; rejected: number };

/** An import on the wire. */
export type Import = {
  id: string;
  kind: ImportKind;
  status: ImportStatus;
  fileName: string;
  fileSize: number;
  reading:
    | { format: 'csv'; encoding: string; delimiter: string }
    | { format: 'xlsx'; sheet: number; sheets: string[] };
  preset: string | null;
  plan: ImportPlan | null;
  total: number;
  done: number;
  counts: Counts;
  jobId: string | null;
  undo: Partial<Record<'undone' | 'changed' | 'forbidden' | 'in_use', number>> | null;
  createdAt: string;
  endedAt: string | null;
};

export type ImportPreview = Import & {
  columns: string[];
  rows: string[][];
  mapping: Record<string, string | null>;
  templateId: string | null;
  fields: ImportTarget[];
  matchKeys: string[];
};

export type DryRunError = { row: number; column: string | null; path: string; code: string; message: string };

export type DryRun = {
  create: number;
  update: number;
  skip: number;
  reject: number;
  duplicates: number;
  archived: number;
  errors: DryRunError[];
};

export const importsQuery = queryOptions({
  queryKey: ['import', 'list'],
  queryFn: async ({ signal }) => (await api.get<{ items: Import[] }>('/imports', { signal })).items,
});

export const importQuery = (id: string) =>
  queryOptions({
    queryKey: ['import', 'record', id],
    queryFn: ({ signal }) => api.get<ImportPreview>(`/imports/${id}`, { signal }),
  });

const lookAgainMs = 1_000;

/** The job of a run or an undo, watched while it works. */
export const jobQuery = (id: string) =>
  queryOptions({
    queryKey: ['job', 'record', id],
    queryFn: ({ signal }) => api.get<Job>(`/jobs/${id}`, { signal }),
    refetchInterval: (query) => (query.state.data && !isRunning(query.state.data) ? false : lookAgainMs),
  });

/** Sends a file; the server answers with its columns and a guessed mapping. */
export async function uploadImport(kind: ImportKind, file: File): Promise<ImportPreview> {
  const form = new FormData();
  form.set('kind', kind);
  form.set('file', file);
  const headers = { accept: 'application/json', 'idempotency-key': newIdempotencyKey() };
  const answer = await fetch(apiUrl('/imports'), {
    method: 'POST',
    headers,
    body: form,
    credentials: 'same-origin',
  }).catch(() => null);
  if (!answer) throw new ApiProblem({ status: 0, code: 'offline' });
  const body: unknown = await answer.json().catch(() => ({ status: answer.status, code: 'internal_error' }));
  if (!answer.ok) throw new ApiProblem(body as ProblemDocument);
  return body as ImportPreview;
}
