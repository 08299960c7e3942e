import type { ImportPlan } from '#domain/imports.ts';
import { Problem } from '#domain/problems.ts';
import type { Call } from '#platform/access/call.ts';
import type { SessionContext } from '#platform/http/endpoint.ts';
import { requireImport } from '../access.ts';
import { checkPlan } from '../check-plan.ts';
import { getImport, type ImportRecord, lockImport, updateImport } from '../queries.ts';
import { fillings } from '../read-row.ts';
import { readRows, type TableRow } from '../reading/read-table.ts';
import { targetsOf } from '../targets.ts';
import { type Batch, type Outcome, writeBatch } from '../write-batch.ts';

export type DryRunError = {
  row: number;
  column: string | null;
  path: string;
  code: string;
  message: string;
};

export type DryRun = {
  create: number;
  update: number;
  skip: number;
  reject: number;
  /** Rows that are the same as an earlier row of the file, whatever becomes of them. */
  duplicates: number;
  /** Rows that are the same as an archived record. */
  archived: number;
  errors: DryRunError[];
};

const mostErrors = 1_000;
export const rowsPerBatch = 5_000;

/** Rows in groups, so that each is one transaction. */
export async function* inBatches(rows: AsyncIterable<TableRow>, size = rowsPerBatch) {
  let batch: TableRow[] = [];
  for await (const row of rows) {
    batch.push(row);
    if (batch.length < size) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}

/** Reads the next group while this one is written. */
export async function* oneAhead<T>(groups: AsyncGenerator<T>): AsyncGenerator<T> {
  let next = groups.next();
  try {
    for (;;) {
      const { done, value } = await next;
      if (done) return;
      next = groups.next();
      // Its failure is told when its turn comes; until then somebody must listen.
      next.catch(() => {});
      yield value;
    }
  } finally {
    await groups.return(undefined);
  }
}

const takenBack = Symbol('A dry run leaves nothing behind.');

/** Does the work of a transaction, and takes it all back. */
async function tryOut(context: SessionContext, run: (call: Call) => Promise<Outcome[]>): Promise<Outcome[]> {
  let outcomes: Outcome[] = [];
  try {
    await context.inCall('write', async (call) => {
      outcomes = await run(call);
      throw takenBack;
    });
  } catch (error) {
    if (error !== takenBack) throw error;
  }
  return outcomes;
}

const words = { created: 'create', updated: 'update', skipped: 'skip', rejected: 'reject' } as const;

function count(report: DryRun, outcomes: readonly Outcome[], columnOf: ReadonlyMap<string, string>): void {
  for (const { line, result, problems = [] } of outcomes) {
    report[words[result]] += 1;
    if (result === 'skipped' && problems[0]?.code === 'duplicate') report.duplicates += 1;
    if (result !== 'rejected' && problems[0]?.code === 'inactive') report.archived += 1;
    if (result !== 'rejected') continue;
    for (const { path, code, message } of problems) {
      if (report.errors.length >= mostErrors) return;
      report.errors.push({ row: line, column: columnOf.get(path) ?? null, path, code, message });
    }
  }
}

/** Keeps the plan, unless the import has begun. */
export async function keepPlan(call: Call, id: string, plan: ImportPlan): Promise<ImportRecord> {
  const row = await lockImport(call, id);
  requireImport(call, row.kind);
  if (row.status !== 'uploaded') {
    throw new Problem('illegal_transition', { from: row.status, to: 'uploaded', allowed: [] });
  }
  checkPlan(row.kind, plan, row.headers, await targetsOf(call, row.kind));
  await updateImport(call, id, { plan });
  return getImport(call, id);
}

/** How the columns of an import fill fields. */
export async function batchOf(call: Call, row: ImportRecord, dry: boolean): Promise<Batch> {
  if (!row.plan) throw new Problem('in_progress', { detail: 'Try the import with a mapping first.' });
  const { kind, plan, headers } = row;
  const fills = fillings(headers, plan.mapping, await targetsOf(call, kind));
  return { kind, plan, fills, seen: new Map(), dry };
}

/** What a run with this plan would do to each row, found out by doing it and taking it back. */
export async function dryRunImport(context: SessionContext, id: string, plan: ImportPlan): Promise<DryRun> {
  const row = await context.inCall('write', (call) => keepPlan(call, id, plan));
  const batch = await context.inCall('read', (call) => batchOf(call, row, true));
  const columnOf = new Map(batch.fills.map(({ target, column }) => [target.key, column]));
  const report: DryRun = {
    ...{ create: 0, update: 0, skip: 0, reject: 0, duplicates: 0, archived: 0 },
    errors: [],
  };
  for await (const rows of oneAhead(inBatches(readRows(context.services.store, row.fileKey, row.reading)))) {
    count(report, await tryOut(context, (call) => writeBatch(call, batch, rows)), columnOf);
  }
  return report;
}
