import { sql } from 'kysely';
import type { ImportKind } from '#domain/imports.ts';
import { isProblem } from '#domain/problems.ts';
import { announce, audit, type Call, instant } from '#platform/access/call.ts';
import { may } from '#platform/access/can.ts';
import type { BackgroundContext } from '#platform/jobs/background-job.ts';
import { eventRecord } from '#records/create-record.ts';
import { capabilityOf, type RecordKind, type RecordRow, tablesOf } from '#records/kind.ts';
import { updateRecord } from '#records/update-record.ts';
import {
  carryVersion,
  countUndone,
  getImport,
  type LedgerRow,
  listToUndo,
  lockImport,
  markUndone,
  type Undone,
  updateImport,
} from '../queries.ts';
import { inSavepoint } from '../savepoint.ts';
import { kindsToImport } from '../targets.ts';

const rowsPerBatch = 1_000;

/** Which of these records something live depends on. */
async function inUse(call: Call, kind: RecordKind, ids: readonly string[]): Promise<Set<string>> {
  const used = new Set<string>();
  for (const { table, column } of kind.dependents ?? []) {
    const rows = await tablesOf(call)
      .selectFrom(table)
      .select(`${column} as used`)
      .distinct()
      .where('orgId', '=', call.orgId)
      .where(sql<boolean>`${sql.ref(column)} = any (${[...ids]}::uuid[])`)
      .where('archivedAt', 'is', null)
      .execute();
    for (const row of rows) used.add(String(row.used));
  }
  return used;
}

async function verdicts(call: Call, kind: RecordKind, rows: readonly LedgerRow[]) {
  const ids = rows.flatMap(({ recordId }) => recordId ?? []);
  const records = (await tablesOf(call)
    .selectFrom(kind.table)
    .select(['id', 'version', 'scopeId', 'scopePath', 'ownerId', 'archivedAt'])
    .where('orgId', '=', call.orgId)
    .where(sql<boolean>`id = any (${ids}::uuid[])`)
    .orderBy('id')
    .forUpdate()
    .execute()) as RecordRow[];
  const byId = new Map(records.map((record) => [record.id, record]));
  const used = await inUse(call, kind, ids);
  return rows.map((row): { row: LedgerRow; record?: RecordRow; undone: Undone } => {
    const record = byId.get(row.recordId ?? '');
    if (!record || record.version !== row.version || record.archivedAt !== null) {
      return { row, undone: 'changed' };
    }
    if (!may(call, capabilityOf(kind, 'delete'), record)) return { row, undone: 'forbidden' };
    return { row, record, undone: used.has(record.id) ? 'in_use' : 'undone' };
  });
}

/** Archives what the import made and nobody has touched since, with one statement. */
async function archiveMade(
  call: Call,
  importId: string,
  kind: RecordKind,
  rows: readonly LedgerRow[],
): Promise<void> {
  if (rows.length === 0) return;
  const decided = await verdicts(call, kind, rows);
  const going = decided.flatMap(({ undone, record }) => (undone === 'undone' && record ? [record] : []));
  const [first] = going;
  if (first) {
    const archived = going.map(({ id }) => id);
    await tablesOf(call)
      .updateTable(kind.table)
      .set({
        archivedAt: instant(call),
        version: sql<number>`version + 1`,
        updatedAt: instant(call),
        updatedBy: call.actor.memberId,
        ...kind.archiving?.archived,
      })
      .where('orgId', '=', call.orgId)
      .where(sql<boolean>`id = any (${archived}::uuid[])`)
      .execute();
    audit(call, {
      action: `${kind.name}.import_undone`,
      recordKind: 'import',
      recordId: importId,
      scopePath: first.scopePath,
      after: { archived },
    });
    announce(call, {
      type: `${kind.name as ImportKind}.imported`,
      record: eventRecord(kind, { ...first, version: first.version + 1 }),
      payload: { importId, undone: archived.length },
    });
  }
  for (const undone of ['undone', 'changed', 'forbidden', 'in_use'] as const) {
    const lines = decided.filter((one) => one.undone === undone).map(({ row }) => row.line);
    await markUndone(call, importId, lines, undone);
  }
}

/** Gives a record back the values that the import changed, by the same operation as a person's change. */
async function restore(call: Call, importId: string, kind: RecordKind, row: LedgerRow): Promise<void> {
  const { line, recordId, version, before } = row;
  let undone: Undone = 'changed';
  if (recordId && version !== null && before) {
    try {
      const restored = await inSavepoint(call, () => updateRecord(call, kind, recordId, before, version));
      await carryVersion(call, importId, { line, recordId, version: restored.version });
      undone = 'undone';
    } catch (error) {
      if (!isProblem(error)) throw error;
      undone = error.code === 'forbidden' || error.code === 'not_found' ? 'forbidden' : 'changed';
    }
  }
  await markUndone(call, importId, [line], undone);
}

async function undoBatch(context: BackgroundContext, id: string, done: number) {
  return context.inCall('write', async (call) => {
    const row = await lockImport(call, id);
    const kind = kindsToImport[row.kind];
    const rows = await listToUndo(call, id, rowsPerBatch);
    // Changes first: a record that the file both made and changed is then as it was made.
    const changes = rows.filter(({ result }) => result === 'updated');
    for (const change of changes) await restore(call, id, kind, change);
    const lines = new Set(rows.filter(({ result }) => result === 'created').map(({ line }) => line));
    // Read again: a change that was taken back has moved the version of the row that made its record.
    const again = await listToUndo(call, id, rowsPerBatch);
    await archiveMade(
      call,
      id,
      kind,
      again.filter(({ line }) => lines.has(line)),
    );
    const go = await context.progress(call, { done: done + rows.length, total: row.created + row.updated });
    return { count: rows.length, go };
  });
}

/** Takes back a whole import, the last row first. What was touched since stays, and is counted. */
export async function undoImport(
  context: BackgroundContext,
): Promise<{ result: unknown; cancelled?: boolean }> {
  const id = String(context.params.importId);
  let done = 0;
  let cancelled = false;
  for (;;) {
    context.signal.throwIfAborted();
    const { count, go } = await undoBatch(context, id, done);
    done += count;
    if (count < rowsPerBatch) break;
    if (!go) {
      cancelled = true;
      break;
    }
  }
  return context.inCall('write', async (call) => {
    const { status } = await getImport(call, id);
    const result = await countUndone(call, id);
    // A stopped undo can be asked for again: it goes on with what is left.
    const next = cancelled ? 'cancelled' : 'undone';
    if (status === 'undoing') await updateImport(call, id, { status: next, undoResult: result });
    audit(call, { action: 'import.undone', recordKind: 'import', recordId: id, after: result });
    return { result, cancelled };
  });
}
