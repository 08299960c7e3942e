import { Problem } from '#domain/problems.ts';
import { audit, type Call } from '#platform/access/call.ts';
import { beginBackgroundJob } from '#platform/jobs/background-job.ts';
import type { JobKind } from '#platform/jobs/job.ts';
import { requireImport } from '../access.ts';
import { lockImport, updateImport } from '../queries.ts';

export const importJobKind: JobKind = {
  name: 'import',
  retryLimit: 10,
  retryDelaySeconds: 5,
  retryDelayMostSeconds: 60,
  expireSeconds: 6 * 60 * 60,
  keepSeconds: 7 * 86_400,
};

export const undoImportJobKind: JobKind = { ...importJobKind, name: 'undo-import' };

const startable: readonly string[] = ['uploaded', 'cancelled', 'failed'];

/** Begins to bring the file in by the plan of its dry run; one that was stopped goes on where it stood. */
export async function beginImport(call: Call, id: string): Promise<{ jobId: string }> {
  const row = await lockImport(call, id);
  requireImport(call, row.kind);
  if (!startable.includes(row.status)) {
    throw new Problem('illegal_transition', { from: row.status, to: 'running', allowed: [] });
  }
  if (!row.plan) throw new Problem('in_progress', { detail: 'Try the import with a mapping first.' });
  const { jobId } = await beginBackgroundJob(call, {
    kind: importJobKind,
    params: { importId: id },
    total: row.total,
  });
  await updateImport(call, id, { status: 'running', jobId, endedAt: null });
  audit(call, {
    action: 'import.started',
    recordKind: 'import',
    recordId: id,
    after: { kind: row.kind, rows: row.total, plan: row.plan },
  });
  return { jobId };
}

/** Begins to take back what an import did, as far as nobody has touched it since. */
export async function beginUndo(call: Call, id: string): Promise<{ jobId: string }> {
  const row = await lockImport(call, id);
  requireImport(call, row.kind);
  if (!['done', 'cancelled', 'failed'].includes(row.status)) {
    throw new Problem('illegal_transition', { from: row.status, to: 'undoing', allowed: [] });
  }
  const { jobId } = await beginBackgroundJob(call, {
    kind: undoImportJobKind,
    params: { importId: id },
    total: row.created + row.updated,
  });
  await updateImport(call, id, { status: 'undoing', jobId });
  audit(call, { action: 'import.undo_started', recordKind: 'import', recordId: id });
  return { jobId };
}
