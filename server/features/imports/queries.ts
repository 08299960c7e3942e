import { sql } from 'kysely';
import type { ImportKind, ImportPlan, ImportStatus } from '#domain/imports.ts';
import { notFound } from '#domain/problems.ts';
import { type Call, instant } from '#platform/access/call.ts';
import { insertRows } from '#records/create-many.ts';
import type { Values } from '#records/kind.ts';
import type { Reading } from './reading/read-table.ts';
import type { Outcome } from './write-batch.ts';

/** An import as its table has it. */
export type ImportRecord = {
  id: string;
  memberId: string;
  kind: ImportKind;
  status: ImportStatus;
  fileName: string;
  fileKey: string;
  fileSize: bigint;
  reading: Reading;
  headers: string[];
  preset: string | null;
  plan: ImportPlan | null;
  total: number;
  position: number;
  created: number;
  updated: number;
  skipped: number;
  rejected: number;
  jobId: string | null;
  undoResult: Values | null;
  createdAt: string;
  endedAt: string | null;
};

/** One's own imports: what others bring in is not theirs to see, and a key has only what it brought in itself. */
function own(call: Call) {
  return call.database
    .selectFrom('dataImport')
    .selectAll()
    .where('orgId', '=', call.orgId)
    .where('memberId', '=', call.actor.memberId)
    .$if(call.actor.kind === 'api_key', (query) => query.where('apiKeyId', '=', call.actor.id));
}

export async function getImport(call: Call, id: string): Promise<ImportRecord> {
  const found = await own(call).where('id', '=', id).executeTakeFirst();
  if (!found) throw notFound('import');
  return found as unknown as ImportRecord;
}

export async function lockImport(call: Call, id: string): Promise<ImportRecord> {
  const found = await own(call).where('id', '=', id).forUpdate().executeTakeFirst();
  if (!found) throw notFound('import');
  return found as unknown as ImportRecord;
}

export async function listImports(call: Call): Promise<ImportRecord[]> {
  const rows = await own(call).orderBy('createdAt', 'desc').orderBy('id', 'desc').limit(100).execute();
  return rows as unknown as ImportRecord[];
}

export async function insertImport(call: Call, row: Values & { id: string }): Promise<void> {
  const { kind, id, memberId } = call.actor;
  const by = { memberId, apiKeyId: kind === 'api_key' ? id : null };
  await insertRows(call, 'dataImport', [{ orgId: call.orgId, ...by, createdAt: instant(call), ...row }]);
}

export type ImportChange = Partial<
  Pick<
    ImportRecord,
    'status' | 'position' | 'created' | 'updated' | 'skipped' | 'rejected' | 'jobId' | 'total'
  >
> & {
  reading?: Reading;
  headers?: string[];
  preset?: string | null;
  plan?: ImportPlan | null;
  undoResult?: Values;
  endedAt?: string | null;
};

export async function updateImport(call: Call, id: string, change: ImportChange): Promise<void> {
  const { reading, plan, undoResult, ...plain } = change;
  await call.database
    .updateTable('dataImport')
    .set({
      ...plain,
      ...(reading === undefined ? {} : { reading: JSON.stringify(reading) }),
      ...(plan === undefined ? {} : { plan: plan === null ? null : JSON.stringify(plan) }),
      ...(undoResult === undefined ? {} : { undoResult: JSON.stringify(undoResult) }),
    })
    .where('orgId', '=', call.orgId)
    .where('id', '=', id)
    .execute();
}

/** Writes what became of each row into the ledger. */
export async function insertOutcomes(
  call: Call,
  importId: string,
  outcomes: readonly Outcome[],
): Promise<void> {
  await insertRows(
    call,
    'importRow',
    outcomes.map((outcome) => ({ orgId: call.orgId, importId, ...outcome })),
  );
}

export type LedgerRow = {
  line: number;
  result: Outcome['result'];
  recordId: string | null;
  version: number | null;
  before: Values | null;
  problems: { path: string; code: string; message: string }[] | null;
  cells: string[] | null;
};

const ledgerColumns = ['line', 'result', 'recordId', 'version', 'before', 'problems', 'cells'] as const;

/** Rejected rows after a line, in the order of the file. */
export async function listRejected(
  call: Call,
  importId: string,
  after: number,
  limit: number,
): Promise<LedgerRow[]> {
  const rows = await call.database
    .selectFrom('importRow')
    .select(ledgerColumns)
    .where('orgId', '=', call.orgId)
    .where('importId', '=', importId)
    .where('result', '=', 'rejected')
    .where('line', '>', after)
    .orderBy('line')
    .limit(limit)
    .execute();
  return rows as unknown as LedgerRow[];
}

/** Rows that wrote something and are not undone yet, the last one first. */
export async function listToUndo(call: Call, importId: string, limit: number): Promise<LedgerRow[]> {
  const rows = await call.database
    .selectFrom('importRow')
    .select(ledgerColumns)
    .where('orgId', '=', call.orgId)
    .where('importId', '=', importId)
    .where('result', 'in', ['created', 'updated'])
    .where('undone', 'is', null)
    .orderBy('line', 'desc')
    .limit(limit)
    .execute();
  return rows as unknown as LedgerRow[];
}

export type Undone = 'undone' | 'changed' | 'forbidden' | 'in_use';

export async function markUndone(
  call: Call,
  importId: string,
  lines: readonly number[],
  undone: Undone,
): Promise<void> {
  if (lines.length === 0) return;
  await call.database
    .updateTable('importRow')
    .set({ undone })
    .where('orgId', '=', call.orgId)
    .where('importId', '=', importId)
    .where(sql<boolean>`line = any (${[...lines]}::int[])`)
    .execute();
}

/** Earlier rows of the same file that wrote this record count its new version as their own. */
export async function carryVersion(
  call: Call,
  importId: string,
  row: { line: number; recordId: string; version: number },
): Promise<void> {
  await call.database
    .updateTable('importRow')
    .set({ version: row.version })
    .where('orgId', '=', call.orgId)
    .where('importId', '=', importId)
    .where('recordId', '=', row.recordId)
    .where('line', '<', row.line)
    .execute();
}

/** How the undo went, by outcome. */
export async function countUndone(call: Call, importId: string): Promise<Record<string, number>> {
  const rows = await call.database
    .selectFrom('importRow')
    .select(['undone', (count) => count.fn.countAll().as('rows')])
    .where('orgId', '=', call.orgId)
    .where('importId', '=', importId)
    .where('undone', 'is not', null)
    .groupBy('undone')
    .execute();
  return Object.fromEntries(rows.map(({ undone, rows: count }) => [String(undone), Number(count)]));
}
