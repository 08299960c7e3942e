import { fieldProblem } from '#domain/field-errors.ts';
import type { ImportKind, ImportPlan } from '#domain/imports.ts';
import { type OpportunityStage, stageProbability } from '#domain/opportunities.ts';
import { type FieldProblem, isProblem, type Problem } from '#domain/problems.ts';
import { type Call, instant } from '#platform/access/call.ts';
import { may } from '#platform/access/can.ts';
import { fieldsFrom } from '#records/columns.ts';
import { createMany, type MadeRecord, type RecordDraft } from '#records/create-many.ts';
import { createRecord } from '#records/create-record.ts';
import type { RecordRow, Values } from '#records/kind.ts';
import { patchRecord } from '#records/patch-record.ts';
import { getRecord } from '#records/read-record.ts';
import { type Existing, findExisting, firstKnown, holdInOrder, keysOf, noteKeys } from './match-rows.ts';
import { type Filling, parseRow, type ReadRow, readRowsInto } from './read-row.ts';
import type { TableRow } from './reading/read-table.ts';
import { inSavepoint } from './savepoint.ts';
import { kindsToImport } from './targets.ts';

/** What became of a row, as the ledger keeps it. */
export type Outcome = {
  line: number;
  result: 'created' | 'updated' | 'skipped' | 'rejected';
  recordId?: string;
  version?: number;
  before?: Values;
  problems?: FieldProblem[];
  cells?: string[];
};

export type Batch = {
  kind: ImportKind;
  plan: ImportPlan;
  fills: readonly Filling[];
  /** Keys of rows of earlier batches that a dry run would have made; a run finds them in the database. */
  seen: Map<string, number>;
  /** Nothing stays: what a row would do to one of an earlier batch is only counted. */
  dry: boolean;
};

type Planned = { row: ReadRow; given: Values } & (
  | { act: 'create'; keys: { key: string; value: string }[] }
  | { act: 'update'; existing: Existing; key: string }
  /** Changes what an earlier row of this batch makes. */
  | { act: 'follow'; earlier: number }
  | { act: 'skip'; problem: FieldProblem; recordId?: string }
  | { act: 'reject' }
);

function problemsOf(problem: Problem): FieldProblem[] {
  const errors = problem.data.errors ?? [];
  return errors.length > 0 ? errors : [{ path: '', code: problem.code, message: problem.message }];
}

const rejected = (row: ReadRow, problems: FieldProblem[]): Outcome => ({
  line: row.line,
  result: 'rejected',
  problems,
  cells: row.cells.map((cell) => cell.replaceAll('\0', '')),
});

function planOne(
  batch: Batch,
  row: ReadRow,
  known: ReadonlyMap<string, Existing>,
  here: Map<string, number>,
  wishes: ReturnType<typeof keysOf>,
): Planned {
  const { plan, kind } = batch;
  const match = plan.onDuplicate === 'create' ? null : firstKnown(wishes, known);
  if (match) {
    const given = parseRow(kind, row, true);
    if (row.problems.length > 0) return { row, given, act: 'reject' };
    const { id, archivedAt } = match.known;
    const path = match.key;
    if (plan.onDuplicate === 'skip') {
      const problem = fieldProblem(path, archivedAt === null ? 'already_exists' : 'inactive');
      return { row, given, act: 'skip', problem, recordId: id };
    }
    if (archivedAt !== null) {
      row.problems.push(fieldProblem(path, 'inactive'));
      return { row, given, act: 'reject' };
    }
    return { row, given, act: 'update', existing: match.known, key: path };
  }
  const double = plan.onDuplicate === 'create' ? null : firstKnown(wishes, here);
  const given = parseRow(kind, row, double !== null);
  // Archiving is an act of its own, with a right and rules of its own; no record begins with it.
  const { archiving } = kindsToImport[kind];
  if (!double && archiving?.archived.status !== undefined && given.status === archiving.archived.status) {
    row.problems.push(fieldProblem('status', 'not_allowed'));
  }
  if (row.problems.length > 0) return { row, given, act: 'reject' };
  if (double && plan.onDuplicate === 'update') return { row, given, act: 'follow', earlier: double.known };
  if (double) {
    const problem = fieldProblem(double.key, 'duplicate', { line: double.known });
    return { row, given, act: 'skip', problem };
  }
  noteKeys(wishes, here, row.line);
  return { row, given, act: 'create', keys: wishes };
}

/** Decides for every row of a batch what it becomes, before anything is written. */
async function planRows(call: Call, batch: Batch, rows: readonly TableRow[]): Promise<Planned[]> {
  const { kind, plan, fills, seen } = batch;
  const read = await readRowsInto(call, kind, plan, fills, rows);
  const keys = read.map((row) =>
    plan.matchOn.length === 0
      ? []
      : keysOf(plan.matchOn, row, parseRow(kind, { ...row, problems: [] }, true)),
  );
  const known = await findExisting(call, kind, keys.flat());
  return read.map((row, at) => planOne(batch, row, known, seen, keys[at] ?? []));
}

/** The columns of a new record's place in its pipeline; closing one is an act with rights of its own. */
function placeOf(call: Call, row: ReadRow): Values {
  const stage = row.columns.stage as OpportunityStage | undefined;
  if (stage !== 'won' && stage !== 'lost') return row.columns;
  const needed = stage === 'won' ? 'crm.opportunities.mark_won' : 'crm.opportunities.mark_lost';
  if (!may(call, needed, { scopePath: call.homeNode.path, ownerId: call.actor.memberId })) {
    row.problems.push(fieldProblem('stage', 'not_allowed', { because: needed }));
  }
  return { ...row.columns, closedAt: instant(call), probability: stageProbability[stage] };
}

type Creating = { row: ReadRow; draft: RecordDraft };

/** One by one, so that a row which the database refuses is known by its number. */
async function createSingly(call: Call, kind: ImportKind, { draft }: Creating): Promise<MadeRecord> {
  try {
    const { given, columns } = draft;
    const row = await inSavepoint(call, () => createRecord(call, kindsToImport[kind], given, { columns }));
    return { row };
  } catch (error) {
    if (isProblem(error)) return { problem: error };
    throw error;
  }
}

const isRefusal = (error: unknown) => isProblem(error) || /^23/.test((error as { code?: string }).code ?? '');

const fewRows = 8;

/** All together; where the database refuses one, half and half again, until it is among so few that each is tried alone. */
async function createAll(call: Call, kind: ImportKind, rows: readonly Creating[]): Promise<MadeRecord[]> {
  try {
    return await inSavepoint(call, () =>
      createMany(
        call,
        kindsToImport[kind],
        rows.map(({ draft }) => draft),
      ),
    );
  } catch (error) {
    if (!isRefusal(error)) throw error;
    if (rows.length > fewRows) {
      const middle = rows.length >> 1;
      const first = await createAll(call, kind, rows.slice(0, middle));
      return [...first, ...(await createAll(call, kind, rows.slice(middle)))];
    }
    const made: MadeRecord[] = [];
    for (const row of rows) made.push(await createSingly(call, kind, row));
    return made;
  }
}

/** The fields that a change names, as they are, in the form that a change takes. */
function beforeOf(kind: ImportKind, row: RecordRow, given: Values): Values {
  const record: Values = { ...fieldsFrom(kindsToImport[kind], row), ownerId: row.ownerId };
  if (kind === 'product') {
    record.prices = Object.entries(row.prices as Record<string, string>).map(([currency, unitPrice]) => ({
      currency,
      unitPrice,
    }));
  }
  const custom = (row.custom ?? {}) as Values;
  return Object.fromEntries(
    Object.keys(given).map((key) => {
      if (key !== 'custom') return [key, record[key] ?? null];
      const named = Object.keys(given.custom as Values);
      return [key, Object.fromEntries(named.map((name) => [name, custom[name] ?? null]))];
    }),
  );
}

type Price = { currency: string };

/** A file that names some currencies takes no price away that the product has in others. */
function withOtherPrices(kind: ImportKind, row: RecordRow, given: Values): Values {
  if (kind !== 'product' || given.prices === undefined) return given;
  const named = given.prices as Price[];
  const others = (beforeOf(kind, row, { prices: null }).prices as Price[]).filter(
    ({ currency }) => !named.some((price) => price.currency === currency),
  );
  return { ...given, prices: [...others, ...named] };
}

async function update(
  call: Call,
  kind: ImportKind,
  row: ReadRow,
  id: string,
  named: Values,
): Promise<Outcome> {
  try {
    return await inSavepoint(call, async () => {
      const record = kindsToImport[kind];
      const current = await getRecord(call, record, id);
      const given = withOtherPrices(kind, current, named);
      const before = beforeOf(kind, current, given);
      const { version } = await patchRecord(call, record, id, given, null);
      return { line: row.line, result: 'updated', recordId: id, version, before };
    });
  } catch (error) {
    if (isProblem(error)) return rejected(row, problemsOf(error));
    throw error;
  }
}

/**
 * Brings the rows of a batch in, in the transaction of the call, and says what became of each. New records are written
 * together; changes go one by one by the same operation as a person's.
 */
export async function writeBatch(call: Call, batch: Batch, rows: readonly TableRow[]): Promise<Outcome[]> {
  const planned = await planRows(call, batch, rows);
  const changed = planned.flatMap((one) => (one.act === 'update' ? [one.existing.id] : []));
  await holdInOrder(call, batch.kind, changed);
  const outcomes: Outcome[] = [];
  const creating: Creating[] = [];
  for (const { row, given, act } of planned) {
    if (act !== 'create') continue;
    const draft = { given, columns: placeOf(call, row) };
    if (row.problems.length > 0) outcomes.push(rejected(row, row.problems));
    else creating.push({ row, draft });
  }
  const made = await createAll(call, batch.kind, creating);
  const idByLine = new Map<number, string>();
  for (const [at, { row }] of creating.entries()) {
    const one = made[at]!;
    if (one.row) idByLine.set(row.line, one.row.id);
    outcomes.push(
      one.row
        ? { line: row.line, result: 'created', recordId: one.row.id, version: one.row.version }
        : rejected(row, problemsOf(one.problem)),
    );
  }
  for (const one of planned) outcomes.push(...(await finish(call, batch, one, idByLine)));
  return outcomes.sort((a, b) => a.line - b.line);
}

async function finish(
  call: Call,
  { kind, dry }: Batch,
  one: Planned,
  idByLine: ReadonlyMap<number, string>,
): Promise<Outcome[]> {
  const { row, given } = one;
  if (one.act === 'reject') return [rejected(row, row.problems)];
  if (one.act === 'update') return [await update(call, kind, row, one.existing.id, given)];
  if (one.act === 'skip') {
    return [{ line: row.line, result: 'skipped', recordId: one.recordId, problems: [one.problem] }];
  }
  if (one.act === 'follow') {
    const id = idByLine.get(one.earlier);
    if (id === undefined && dry) return [{ line: row.line, result: 'updated' }];
    if (id === undefined) return [rejected(row, [fieldProblem('', 'duplicate', { line: one.earlier })])];
    return [await update(call, kind, row, id, given)];
  }
  return [];
}
