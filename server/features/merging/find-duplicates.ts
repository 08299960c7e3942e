import { type SqlBool, sql } from 'kysely';
import { z } from 'zod';
import { fieldProblem } from '#domain/field-errors.ts';
import { type DuplicatesQuery, duplicateKeys, type MergeKindName } from '#domain/merging.ts';
import { invalidFields } from '#domain/problems.ts';
import type { Call } from '#platform/access/call.ts';
import { may, reachCondition } from '#platform/access/can.ts';
import { alikeFrom } from '#records/find-matches.ts';
import { capabilityOf, columnsOf, type RecordKind, type RecordRow, tablesOf } from '#records/kind.ts';
import { nameLikeness } from '#records/name-similarity.ts';

const columns = {
  name: 'matchName',
  email: 'email',
  phone: 'phoneE164',
  mobile: 'mobileE164',
  taxNumber: 'taxKey',
  domain: 'websiteDomain',
} as const;

/** How many entries of an index one request walks: it answers soon, whatever the company holds, and says where to go on. */
const walkAtOnce = 20_000;
const mostGroups = 20;
const mostInGroup = 10;
const namesAtOnce = 25;

type Group = { key: string; count: number; records: RecordRow[] };
type Found = { groups: Group[]; nextCursor: string | null };

function live(call: Call, kind: RecordKind) {
  const reach = reachCondition(call, capabilityOf(kind, 'view'), kind.table);
  const query = tablesOf(call)
    .selectFrom(kind.table)
    .where('orgId', '=', call.orgId)
    .where('archivedAt', 'is', null);
  return reach ? query.where(reach) : query;
}

type Walked = { groups: { key: string; count: number }[]; next: string | null };

/** Walks the index of a column on from the cursor and keeps what occurs more than once. */
async function walk(call: Call, kind: RecordKind, column: string, cursor: string | null): Promise<Walked> {
  let chunk = live(call, kind)
    .select(`${column} as key`)
    .where(column, 'is not', null)
    .orderBy(column)
    .limit(walkAtOnce);
  if (cursor !== null) chunk = chunk.where(column, '>', cursor);
  const { rows } = await sql<{
    key: string | null;
    count: bigint;
    walked: bigint;
    last: string | null;
    before: string | null;
  }>`
    with chunk as (${chunk}),
    ends as (select count(*) as walked, (select key from chunk order by key desc limit 1) as last from chunk),
    full_ends as (select ends.*, (select max(key) from chunk where key < ends.last) as before from ends)
    select twice.key, twice.count, full_ends.walked, full_ends.last, full_ends.before from full_ends
    left join lateral (
      select key, count(*) as count from chunk group by key having count(*) > 1 order by key limit ${mostGroups + 1}
    ) as twice on true`.execute(call.database);
  const { walked, last, before } = rows[0]!;
  const more = Number(walked) === walkAtOnce;
  // The last value of a full chunk may go on behind its end; alone in the chunk it is a group of its own.
  const open = more && before !== null ? last : null;
  const groups = rows.flatMap(({ key, count }) =>
    key === null || key === open ? [] : [{ key, count: Number(count) }],
  );
  if (groups.length > mostGroups) {
    const shown = groups.slice(0, mostGroups);
    return { groups: shown, next: shown.at(-1)!.key };
  }
  return { groups, next: more ? (before ?? last) : null };
}

async function membersOf(call: Call, kind: RecordKind, column: string, keys: string[]): Promise<RecordRow[]> {
  if (keys.length === 0) return [];
  const ranked = live(call, kind)
    .select([...columnsOf(kind), 'matchName', `${column} as groupKey`])
    .select(
      sql<number>`row_number() over (partition by ${sql.ref(column)} order by created_at, id)`.as('rank'),
    )
    .where(column, 'in', keys);
  const rows = await call.database
    .selectFrom(ranked.as('ranked'))
    .selectAll()
    .where('rank', '<=', mostInGroup as never)
    .orderBy('rank')
    .execute();
  return rows as unknown as RecordRow[];
}

async function apart(call: Call, ids: readonly string[]): Promise<Set<string>> {
  if (ids.length === 0) return new Set();
  const rows = await call.database
    .selectFrom('distinctPair')
    .select(['firstId', 'secondId'])
    .where('orgId', '=', call.orgId)
    .where(sql<SqlBool>`first_id = any (${[...ids]}::uuid[])`)
    .execute();
  return new Set(rows.map(({ firstId, secondId }) => `${firstId} ${secondId}`));
}

/** Those of a group who may be the same as at least one other of it. */
function undecided(records: readonly RecordRow[], pairs: ReadonlySet<string>): RecordRow[] {
  const known = (a: string, b: string) => pairs.has(a < b ? `${a} ${b}` : `${b} ${a}`);
  return records.filter(({ id }) => records.some((other) => other.id !== id && !known(id, other.id)));
}

async function byKey(call: Call, kind: RecordKind, column: string, cursor: string | null): Promise<Found> {
  const { groups, next } = await walk(call, kind, column, cursor);
  const members = await membersOf(
    call,
    kind,
    column,
    groups.map(({ key }) => key),
  );
  const pairs = await apart(
    call,
    members.map(({ id }) => id),
  );
  const found = groups.map(({ key, count }) => ({
    key,
    count,
    records: undecided(
      members.filter((row) => row.groupKey === key),
      pairs,
    ),
  }));
  return { groups: found.filter(({ records }) => records.length > 1), nextCursor: next };
}

/** Some records, newest first, each with the older ones whose names are spelled nearly like its own. */
async function bySimilarName(call: Call, kind: RecordKind, cursor: string | null): Promise<Found> {
  let page = live(call, kind)
    .select([...columnsOf(kind), 'matchName'])
    .orderBy('id', 'desc')
    .limit(namesAtOnce);
  if (cursor !== null) page = page.where('id', '<', cursor);
  const rows = (await page.execute()) as unknown as RecordRow[];
  const near = await Promise.all(rows.map((row) => olderWithSimilarName(call, kind, row)));
  const pairs = await apart(
    call,
    near.flatMap((others, at) => [rows[at]!.id, ...others.map(({ id }) => id)]),
  );
  const groups = rows.flatMap((row, at) => {
    const records = undecided([row, ...near[at]!], pairs);
    return records.length > 1 && records[0] === row
      ? [{ key: String(row[kind.titleColumn]), count: records.length, records }]
      : [];
  });
  return { groups, nextCursor: rows.length === namesAtOnce ? rows.at(-1)!.id : null };
}

async function olderWithSimilarName(call: Call, kind: RecordKind, row: RecordRow): Promise<RecordRow[]> {
  const isCompany = kind.name === 'account' || (kind.name === 'lead' && row.firstName === null);
  const name = String(row[kind.titleColumn]);
  const rows = await live(call, kind)
    .select([...columnsOf(kind), 'matchName'])
    .where('id', '<', row.id)
    .where(
      sql<SqlBool>`${sql.ref(`${kind.table}.id`)} in (select found.id
        from similar_ids(${kind.table}, ${name}, ${isCompany}, ${mostInGroup}) as found)`,
    )
    .orderBy('id', 'desc')
    .execute();
  return (rows as unknown as RecordRow[]).filter(
    (other) => nameLikeness(String(row.matchName), String(other.matchName)) >= alikeFrom,
  );
}

/**
 * Groups of live records that share a key, or whose names are nearly the same, that nobody has said to be different. Set-based
 * by index: a request walks a bounded piece, so a page may be empty and still have a next one.
 */
export async function findDuplicates(call: Call, kind: RecordKind, { by, cursor }: DuplicatesQuery) {
  const keys: readonly string[] = duplicateKeys[kind.name as MergeKindName];
  if (by !== 'similar' && !keys.includes(by))
    throw invalidFields([fieldProblem('by', 'not_allowed', { because: 'kind' })]);
  const found =
    by === 'similar'
      ? await bySimilarName(call, kind, cursorId(cursor))
      : await byKey(call, kind, columns[by], cursor ?? null);
  const view = capabilityOf(kind, 'view');
  return {
    groups: found.groups.map(({ key, count, records }) => ({
      key,
      count,
      records: records.filter((row) => may(call, view, row)).map((row) => summary(kind, row)),
    })),
    nextCursor: found.nextCursor,
  };
}

function cursorId(cursor: string | undefined): string | null {
  if (cursor === undefined) return null;
  if (!z.uuid().safeParse(cursor).success) throw invalidFields([fieldProblem('cursor', 'invalid_format')]);
  return cursor;
}

function summary(kind: RecordKind, row: RecordRow) {
  const text = (value: unknown) => (typeof value === 'string' ? value : null);
  return {
    id: row.id,
    name: String(row[kind.titleColumn]),
    email: text(row.email),
    phone: text(row.phone),
    companyName: text(row.companyName),
    ownerId: row.ownerId,
    createdAt: row.createdAt,
    version: row.version,
  };
}

const nullable = z.string().nullable();

export const duplicatesAnswer = z.object({
  groups: z.array(
    z.object({
      key: z.string(),
      count: z.int(),
      records: z.array(
        z.object({
          id: z.uuid(),
          name: z.string(),
          email: nullable,
          phone: nullable,
          companyName: nullable,
          ownerId: z.uuid().nullable(),
          createdAt: z.string(),
          version: z.int(),
        }),
      ),
    }),
  ),
  nextCursor: nullable,
});
