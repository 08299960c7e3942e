import { isProblem } from '#domain/problems.ts';
import { announce, audit, type Call, instant } from '#platform/access/call.ts';
import type { BackgroundContext } from '#platform/jobs/background-job.ts';
import { eventRecord } from '#records/create-record.ts';
import { getRecord } from '#records/read-record.ts';
import { requireImport } from '../access.ts';
import { getImport, type ImportRecord, insertOutcomes, lockImport, updateImport } from '../queries.ts';
import { readRows, type TableRow } from '../reading/read-table.ts';
import { kindsToImport } from '../targets.ts';
import { type Batch, type Outcome, writeBatch } from '../write-batch.ts';
import { batchOf, inBatches, oneAhead } from './dry-run-import.ts';

const linesOf = (outcomes: readonly Outcome[], result: Outcome['result']) =>
  outcomes.filter((outcome) => outcome.result === result);

/** One audit entry and one event for all records that a batch made: a million of each would drown what people do. */
async function tell(call: Call, row: ImportRecord, outcomes: readonly Outcome[]): Promise<void> {
  const created = linesOf(outcomes, 'created').flatMap(({ recordId }) => recordId ?? []);
  const [first] = created;
  if (first === undefined) return;
  const kind = kindsToImport[row.kind];
  const record = await getRecord(call, kind, first);
  audit(call, {
    action: `${row.kind}.imported`,
    recordKind: 'import',
    recordId: row.id,
    scopePath: record.scopePath,
    after: { created },
  });
  announce(call, {
    type: `${row.kind}.imported`,
    record: eventRecord(kind, record),
    payload: { importId: row.id, count: created.length },
  });
}

type Step = { go: boolean; done: number };

/** One batch in one transaction: records, ledger, counts and progress stand or fall together. */
async function bringIn(
  context: BackgroundContext,
  id: string,
  batch: Batch,
  rows: readonly TableRow[],
): Promise<Step> {
  return context.inCall('write', async (call) => {
    const row = await lockImport(call, id);
    requireImport(call, row.kind);
    const fresh = rows.filter(({ line }) => line > row.position);
    const outcomes = await writeBatch(call, { ...batch, seen: new Map() }, fresh);
    await insertOutcomes(call, id, outcomes);
    const counts = {
      created: row.created + linesOf(outcomes, 'created').length,
      updated: row.updated + linesOf(outcomes, 'updated').length,
      skipped: row.skipped + linesOf(outcomes, 'skipped').length,
      rejected: row.rejected + linesOf(outcomes, 'rejected').length,
    };
    await updateImport(call, id, { ...counts, position: fresh.at(-1)?.line ?? row.position });
    await tell(call, row, outcomes);
    const done = counts.created + counts.updated + counts.skipped + counts.rejected;
    return { done, go: await context.progress(call, { done, total: row.total }) };
  });
}

async function end(context: BackgroundContext, id: string, status: 'done' | 'cancelled' | 'failed') {
  return context.inCall('write', async (call) => {
    await updateImport(call, id, { status, endedAt: instant(call) });
    const { created, updated, skipped, rejected } = await getImport(call, id);
    const result = { created, updated, skipped, rejected };
    audit(call, { action: `import.${status}`, recordKind: 'import', recordId: id, after: result });
    return result;
  });
}

/**
 * Brings in what is not in the ledger yet, batch by batch, as whoever began it. After a crash it goes on behind the last batch
 * that was committed.
 */
export async function runImport(
  context: BackgroundContext,
): Promise<{ result: unknown; cancelled?: boolean }> {
  const id = String(context.params.importId);
  try {
    const row = await context.inCall('read', (call) => getImport(call, id));
    const batch = await context.inCall('read', (call) => batchOf(call, row, false));
    const source = readRows(context.services.store, row.fileKey, row.reading, row.position || 1);
    for await (const rows of oneAhead(inBatches(source))) {
      context.signal.throwIfAborted();
      const { go } = await bringIn(context, id, batch, rows);
      if (!go) return { result: await end(context, id, 'cancelled'), cancelled: true };
    }
    return { result: await end(context, id, 'done') };
  } catch (error) {
    if (isProblem(error)) await end(context, id, 'failed');
    throw error;
  }
}
