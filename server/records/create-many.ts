import { sql } from 'kysely';
import { fieldProblem } from '#domain/field-errors.ts';
import { type FieldProblem, invalidFields, isProblem, type Problem } from '#domain/problems.ts';
import { onOneLine, type Scope } from '#domain/scope.ts';
import { type Call, instant } from '#platform/access/call.ts';
import { may } from '#platform/access/can.ts';
import { newId } from '#platform/database/id.ts';
import { gatherStatuses } from './change-status.ts';
import { columnsFrom } from './columns.ts';
import { requirePlace, searchTextOf } from './create-record.ts';
import { type CustomChange, customChange } from './custom-fields/write.ts';
import {
  capabilityOf,
  columnOf,
  kindNamed,
  linksOf,
  type RecordKind,
  type RecordRow,
  tablesOf,
  type Values,
} from './kind.ts';
import { checkOption } from './options.ts';
import { resolveScope } from './scope.ts';
import { rememberStages } from './stages.ts';

/** One record to be: parsed wire values, and columns that only an operation may set. */
export type RecordDraft = { given: Values; columns?: Values };

/** What became of a draft, in the order of the drafts. */
export type MadeRecord = { row: RecordRow; problem?: undefined } | { row?: undefined; problem: Problem };

type Ready = { draft: RecordDraft; row: RecordRow; custom: CustomChange | null };
type Prepared = Ready | { problem: Problem };

/**
 * Makes many records of a kind in one transaction by the same rules as `createRecord`: the same hooks for each, but references
 * looked up together and rows written together. Leaves neither audit entries nor events: the caller tells of them as a whole.
 * Throws whatever the database refuses; the transaction is broken then, so call it behind a savepoint.
 */
export async function createMany(
  one: Call,
  kind: RecordKind,
  drafts: readonly RecordDraft[],
): Promise<MadeRecord[]> {
  // What is kept for this call alone ends with it, as the locks behind it do when a savepoint is taken back.
  const call = { ...one };
  rememberStages(call);
  const histories = gatherStatuses(call);
  const checked = await checkAndInsert(call, kind, drafts);
  const ready = checked.filter((one): one is Ready => !('problem' in one));
  await settled(
    ready.map(async ({ draft, row, custom }) => {
      await custom?.write(row);
      await kind.written?.(call, row, { current: null, given: draft.given });
    }),
  );
  for (const [table, lines] of histories) await insertRows(call, table, lines);
  return checked.map((one) => ('problem' in one ? one : { row: one.row }));
}

const rowsAtOnce = 1_000;

/** The database writes a thousand rows while the next thousand are prepared. Nothing is on its way any more when it throws. */
async function checkAndInsert(
  call: Call,
  kind: RecordKind,
  drafts: readonly RecordDraft[],
): Promise<Prepared[]> {
  const checked: Prepared[] = [];
  const inserts: Promise<void>[] = [];
  try {
    for (let at = 0; at < drafts.length; at += rowsAtOnce) {
      const some = drafts.slice(at, at + rowsAtOnce);
      const prepared = await Promise.all(some.map((draft) => prepare(call, kind, draft)));
      const part = await refuseReferences(call, kind, prepared);
      checked.push(...part);
      const rows = part.flatMap((one) => ('problem' in one ? [] : [one.row]));
      inserts.push(insertRows(call, kind.table, rows));
      // Its failure is told below; until then somebody must listen.
      inserts.at(-1)?.catch(() => {});
    }
  } catch (error) {
    // After a refused insert every question fails for that alone: the refusal is what counts.
    await settled(inserts);
    throw error;
  }
  await settled(inserts);
  return checked;
}

/** As Promise.all, but nothing is on its way any more when it throws. */
async function settled(work: readonly Promise<void>[]): Promise<void> {
  const results = await Promise.allSettled(work);
  for (const result of results) if (result.status === 'rejected') throw result.reason;
}

/** As for a single record: a member owns what they make, a key only where it reaches nothing else. */
function ownerAt(call: Call, kind: RecordKind, scopePath: string): string | null {
  const { kind: actor, memberId } = call.actor;
  if (actor !== 'api_key') return actor === 'member' ? memberId : null;
  return may(call, capabilityOf(kind, 'create'), { scopePath, ownerId: null }) ? null : memberId;
}

async function prepare(call: Call, kind: RecordKind, draft: RecordDraft): Promise<Prepared> {
  try {
    const { given, columns } = draft;
    const { scopeId, scopePath } = await resolveScope(call, given.scope as Scope | undefined);
    const ownerId = given.ownerId === undefined ? ownerAt(call, kind, scopePath) : given.ownerId;
    requirePlace(call, capabilityOf(kind, 'create'), { scopePath, ownerId: ownerId as string | null });
    const at = instant(call);
    const base = { ...columnsFrom(kind, given, null), ...columns, scopeId, scopePath, ownerId };
    const derived = (await kind.prepare?.(call, base, { current: null, given })) ?? {};
    const merged: Values = { ...base, ...derived, scopePath };
    const custom = await customChange(call, kind, { given, current: null, scopePath, inherited: false });
    const row = {
      archivedAt: null,
      ...merged,
      ...(custom ? { custom: custom.values } : {}),
      ...(await searchTextOf(call, kind, { ...merged, custom: custom?.values })),
      orgId: call.orgId,
      id: newId(call.now.getTime()),
      version: 1,
      createdAt: at,
      createdBy: call.actor.memberId,
      updatedAt: at,
      updatedBy: call.actor.memberId,
    } as unknown as RecordRow;
    return { draft, row, custom };
  } catch (error) {
    if (isProblem(error)) return { problem: error };
    throw error;
  }
}

type Target = { scopePath: string; ownerId: string | null; archivedAt: string | null };

/** Reads every record that the rows link to, by one query for each kind, and keeps them from being archived meanwhile. */
async function readTargets(call: Call, kind: RecordKind, rows: readonly RecordRow[]) {
  const found = new Map<string, Target>();
  for (const to of new Set(linksOf(kind).map((link) => link.to))) {
    const columns = linksOf(kind).filter((link) => link.to === to);
    const ids = new Set(rows.flatMap((row) => columns.map(({ column }) => row[column]).filter(Boolean)));
    if (ids.size === 0) continue;
    const target = kindNamed(to);
    const targets = await tablesOf(call)
      .selectFrom(target.table)
      .select(['id', 'scopePath', 'ownerId', 'archivedAt'])
      .where('orgId', '=', call.orgId)
      .where(sql<boolean>`id = any (${[...ids]}::uuid[])`)
      .forKeyShare()
      .execute();
    for (const one of targets) {
      if (may(call, capabilityOf(target, 'view'), one as Target)) found.set(one.id as string, one as Target);
    }
  }
  return found;
}

const membersOfCall = new WeakMap<Call, Set<string>>();

/** Those owners of the rows who are active members; who was found once is not asked for again in this call. */
async function activeMembers(call: Call, rows: readonly RecordRow[]): Promise<Set<string>> {
  const known = membersOfCall.get(call) ?? new Set<string>();
  membersOfCall.set(call, known);
  const ids = new Set(rows.map(({ ownerId }) => ownerId).filter((id) => id !== null && !known.has(id)));
  if (ids.size === 0) return known;
  const members = await call.database
    .selectFrom('member')
    .select('id')
    .where('orgId', '=', call.orgId)
    .where(sql<boolean>`id = any (${[...ids]}::uuid[])`)
    .where('status', '=', 'active')
    .execute();
  for (const { id } of members) known.add(id);
  return known;
}

function linkProblem(path: string, target: Target | undefined, scopePath: string): FieldProblem | null {
  if (!target) return fieldProblem(path, 'not_found');
  if (target.archivedAt !== null) return fieldProblem(path, 'inactive');
  return onOneLine(target.scopePath, scopePath) ? null : fieldProblem(path, 'other_scope');
}

async function terms(call: Call): Promise<Map<string, boolean>> {
  const rows = await call.database
    .selectFrom('paymentTerm')
    .select(['id', 'active'])
    .where('orgId', '=', call.orgId)
    .execute();
  return new Map(rows.map(({ id, active }) => [id, active]));
}

type Known = { targets: Map<string, Target>; members: Set<string>; terms: Map<string, boolean> };

async function referenceProblems(call: Call, kind: RecordKind, row: RecordRow, known: Known) {
  const problems: (FieldProblem | null)[] = [];
  for (const [name, field] of Object.entries(kind.fields)) {
    const value = row[columnOf(name, field)];
    if (value === null || value === undefined) continue;
    if (field.type === 'link')
      problems.push(linkProblem(name, known.targets.get(value as string), row.scopePath));
    else if (field.type === 'option')
      problems.push(await checkOption(call, field.list, value as string, name));
    else if (field.type === 'reference' && field.to === 'paymentTerm') {
      const active = known.terms.get(value as string);
      if (active !== true) problems.push(fieldProblem(name, active === false ? 'inactive' : 'not_found'));
    }
  }
  if (row.ownerId !== null && !known.members.has(row.ownerId))
    problems.push(fieldProblem('ownerId', 'not_found'));
  return problems.filter((problem) => problem !== null);
}

async function refuseReferences(
  call: Call,
  kind: RecordKind,
  prepared: readonly Prepared[],
): Promise<Prepared[]> {
  const rows = prepared.flatMap((one) => ('problem' in one ? [] : [one.row]));
  const hasTerm = Object.values(kind.fields).some(
    (field) => field.type === 'reference' && field.to === 'paymentTerm',
  );
  const known: Known = {
    targets: await readTargets(call, kind, rows),
    members: await activeMembers(call, rows),
    terms: hasTerm ? await terms(call) : new Map(),
  };
  const checked: Prepared[] = [];
  for (const one of prepared) {
    const problems = 'problem' in one ? [] : await referenceProblems(call, kind, one.row, known);
    checked.push(problems.length > 0 ? { problem: invalidFields(problems) } : one);
  }
  return checked;
}

const snake = (name: string) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

function asJson(_key: string, value: unknown): unknown {
  return typeof value === 'bigint' ? String(value) : value;
}

/** The rows as JSON under the names of the database. What is null is left out: a column that is not there is null. */
function rowsAsJson(columns: readonly string[], rows: readonly Values[]): string {
  const names = columns.map((column) => [column, snake(column)] as const);
  const plain = rows.map((row) => {
    const named: Values = {};
    for (const [column, name] of names) if (row[column] !== null) named[name] = row[column];
    return named;
  });
  return JSON.stringify(plain, asJson);
}

/**
 * Writes rows of one table, named in camelCase, with one statement for each set of columns that some of them have: the rows
 * cross as one JSON text, which PostgreSQL takes apart faster than thousands of parameters.
 */
export async function insertRows(call: Call, table: string, rows: readonly Values[]): Promise<void> {
  const groups = new Map<string, Values[]>();
  for (const row of rows) {
    const columns = Object.keys(row).filter((column) => row[column] !== undefined);
    const key = columns.sort().join(' ');
    const group = groups.get(key);
    if (group) group.push(row);
    else groups.set(key, [row]);
  }
  const target = sql.table(table);
  for (const [key, group] of groups) {
    const columns = key.split(' ');
    const names = sql.join(columns.map((column) => sql.ref(column)));
    const json = rowsAsJson(columns, group);
    await sql`insert into ${target} (${names})
      select ${names} from jsonb_populate_recordset(null::${target}, ${json}::jsonb)`.execute(call.database);
  }
}
