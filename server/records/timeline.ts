import { type SqlBool, sql } from 'kysely';
import { z } from 'zod';
import { fieldProblem } from '#domain/field-errors.ts';
import { invalidFields } from '#domain/problems.ts';
import type { Call } from '#platform/access/call.ts';
import { holds, reachCondition } from '#platform/access/can.ts';
import {
  allKinds,
  capabilityOf,
  type Link,
  linksOf,
  type RecordKind,
  tablesOf,
  type Values,
} from './kind.ts';
import { seesCosts } from './line-products.ts';
import { getRecord } from './read-record.ts';
import { timelineIds } from './timeline-heirs.ts';

/** One thing that happened. `kind` says what; the members beyond these are for whoever draws it. */
export type TimelineItem = {
  id: string;
  kind: string;
  /** RFC 3339, with microseconds where the database has them. */
  at: string;
  actor: { kind: string; id: string | null; name: string | null };
  [member: string]: unknown;
};

/** Where the page before ended: only what is older follows. */
export type TimelinePoint = { at: string; id: string };

export const timelineGroups = ['change', 'call', 'email', 'sms', 'meeting', 'note', 'task', 'file'] as const;
export type TimelineGroup = (typeof timelineGroups)[number];

/**
 * What a feature adds to every timeline. `items` answers with at most `limit` things about any of `ids`, newest first by
 * (at, id), only those before `before`, only of the wanted groups, and only what the wall and the actor's rights show.
 */
export type TimelineSource = {
  name: string;
  groups: readonly TimelineGroup[];
  items(
    call: Call,
    ids: readonly string[],
    page: { before: TimelinePoint | null; limit: number; groups: readonly TimelineGroup[] },
  ): Promise<TimelineItem[]>;
};

const sources = new Map<string, TimelineSource>();

/** Declares a source; features that keep things about records call it once, beside their kind or table. */
export function timelineSource(source: TimelineSource): TimelineSource {
  const known = sources.get(source.name);
  if (known && known !== source) throw new Error(`The timeline source ${source.name} is declared twice.`);
  sources.set(source.name, source);
  return source;
}

/** `(at, id)` older than a point, for a table with these columns. */
export function olderThan(point: TimelinePoint, at = 'at', id = 'id') {
  return sql<SqlBool>`(${sql.ref(at)}, ${sql.ref(id)}) < (${point.at}::timestamptz, ${point.id}::uuid)`;
}

/** Values of the audit log without what things cost the company, wherever that stands in them. */
function withoutCosts(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutCosts);
  if (typeof value !== 'object' || value === null) return value;
  const kept = Object.entries(value).filter(([name]) => name !== 'unitCost' && name !== 'costs');
  return Object.fromEntries(kept.map(([name, each]) => [name, withoutCosts(each)]));
}

/** Every change of a record, as the audit log kept it; costs for those who see costs. */
timelineSource({
  name: 'changes',
  groups: ['change'],
  async items(call, ids, { before, limit }) {
    let query = call.database
      .selectFrom('auditEntry')
      .select(['id', 'at', 'action', 'recordId', 'recordKind', 'actorKind', 'actorId', 'actorName'])
      .select(['before', 'after'])
      .where('orgId', '=', call.orgId)
      .where('recordId', 'in', [...ids])
      .orderBy('at', 'desc')
      .orderBy('id', 'desc')
      .limit(limit);
    if (before) query = query.where(olderThan(before));
    const rows = await query.execute();
    const shown = (values: unknown) => (seesCosts(call) ? values : withoutCosts(values));
    return rows.map((row) => ({
      id: row.id,
      kind: row.action.slice(row.action.indexOf('.') + 1),
      at: row.at,
      actor: { kind: row.actorKind, id: row.actorId, name: row.actorName },
      record: { kind: row.recordKind, id: row.recordId },
      before: shown(row.before),
      after: shown(row.after),
    }));
  },
});

export const timelineQuery = z.strictObject({
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z.string().max(200).optional(),
  /** Only these groups, separated by commas. */
  group: z
    .string()
    .transform((text) => text.split(','))
    .pipe(z.array(z.enum(timelineGroups)).min(1).max(timelineGroups.length))
    .optional(),
});

export type TimelineQuery = z.output<typeof timelineQuery>;

const point = z.tuple([z.iso.datetime({ offset: true }), z.uuid()]);

/** The place that a cursor of the timeline names. Throws 422 `cursor: invalid_format`. */
export function pointFrom(cursor: string): TimelinePoint {
  try {
    const [at, id] = point.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString()));
    return { at, id };
  } catch {
    throw invalidFields([fieldProblem('cursor', 'invalid_format')]);
  }
}

/** Without its Z, an instant with fewer decimals sorts before those that have more. */
const moment = ({ at }: TimelineItem) => at.slice(0, -1);

function newestFirst(a: TimelineItem, b: TimelineItem): number {
  const [first, second] = [moment(a), moment(b)];
  if (first === second) return a.id < b.id ? 1 : -1;
  return first < second ? 1 : -1;
}

const mostLinked = 200;

/** The records that link to this one and that the actor may see: of each kind the ones that changed last. */
async function linkedIds(call: Call, kind: RecordKind, id: string): Promise<string[]> {
  const asked = allKinds().flatMap((other) => {
    const links = linksOf(other).filter(({ to }) => to === kind.name);
    return other !== kind && links.length > 0 && holds(call, capabilityOf(other, 'view'))
      ? [idsLinked(call, other, links, id)]
      : [];
  });
  return (await Promise.all(asked)).flat();
}

async function idsLinked(
  call: Call,
  other: RecordKind,
  links: readonly Link[],
  id: string,
): Promise<string[]> {
  const reach = reachCondition(call, capabilityOf(other, 'view'), other.table);
  const any = sql.join(
    links.map(({ column }) => sql`${sql.ref(column)} = ${id}`),
    sql` or `,
  );
  let query = tablesOf(call)
    .selectFrom(other.table)
    .select('id')
    .where('orgId', '=', call.orgId)
    .where(sql<SqlBool>`(${any})`)
    .orderBy('updatedAt', 'desc')
    .limit(mostLinked);
  if (reach) query = query.where(reach);
  return (await query.execute()).map((row) => row.id as string);
}

/**
 * What happened to a record and to those whose past it carries on, newest first. Whoever sees the record sees its
 * timeline.
 */
export async function timelineOf(
  call: Call,
  kind: RecordKind,
  id: string,
  { limit, cursor, group }: TimelineQuery,
): Promise<{ items: Values[]; nextCursor: string | null }> {
  await getRecord(call, kind, id);
  const before = cursor ? pointFrom(cursor) : null;
  const own = await timelineIds(call, id);
  const ids = kind.gathersTimeline ? [...new Set([...own, ...(await linkedIds(call, kind, id))])] : own;
  const groups = group ?? timelineGroups;
  const asked = [...sources.values()].filter((source) => source.groups.some((one) => groups.includes(one)));
  const found = await Promise.all(
    asked.map((source) => source.items(call, ids, { before, limit: limit + 1, groups })),
  );
  const all = found.flat().sort(newestFirst);
  const items = all.slice(0, limit);
  const last = items.at(-1);
  const next = all.length > limit && last ? JSON.stringify([last.at, last.id]) : null;
  return { items, nextCursor: next && Buffer.from(next).toString('base64url') };
}
