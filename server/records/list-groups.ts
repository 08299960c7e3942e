import { sql } from 'kysely';
import { z } from 'zod';
import type { Call } from '#platform/access/call.ts';
import { queryObject } from './custom-fields/query-object.ts';
import { columnOf, type Field, type RecordKind, type RecordRow } from './kind.ts';
import { namesFor } from './links.ts';
import { listConditions } from './list-conditions.ts';
import { filterShape, type ListQuery, listFields } from './list-query.ts';

/** Rows are counted up to here: 200,000 take 80 ms, so a million less than half a second. */
const mostCounted = 1_000_000;
const mostGroups = 200;

const groupable: readonly Field['type'][] = ['choice', 'option', 'boolean', 'link', 'reference'];

/** Fields whose values a list can be counted by. */
export function groupWords(kind: RecordKind): string[] {
  return listFields(kind)
    .filter(([, field]) => !field.internal && groupable.includes(field.type))
    .map(([name]) => name);
}

/** The query of the counts: the filters of the list and the field to count by. */
export function groupsQuery(kind: RecordKind) {
  return queryObject(kind, { ...filterShape(kind), by: z.enum(groupWords(kind) as [string, ...string[]]) });
}

export const groupsAnswer = z.object({
  by: z.string(),
  groups: z.array(z.object({ value: z.unknown(), name: z.string().nullable(), count: z.int() })),
  total: z.object({ value: z.int(), exact: z.boolean() }),
});

/** How many rows of the list have each value, greatest first; `name` is what the value links to. */
export async function groupCounts(call: Call, kind: RecordKind, query: ListQuery & { by: string }) {
  const { by, ...filters } = query;
  const field = new Map(listFields(kind)).get(by)!;
  const name = columnOf(by, field);
  const column = sql.ref(`${kind.table}.${name}`);
  const conditions = await listConditions(call, kind, filters);
  const { rows } = await sql<{ value: unknown; count: bigint; total: bigint }>`
    select counted.value, count(*) as count, sum(count(*)) over () as total from
      (select ${column} as value from ${sql.table(kind.table)}
       where ${sql.join(conditions, sql` and `)} limit ${mostCounted}) as counted
    group by counted.value order by count(*) desc, counted.value limit ${mostGroups}
  `.execute(call.database);
  // Only what a name is looked for by: the ids in the one column.
  const linked = rows.map(({ value }) => ({ [name]: value }) as RecordRow);
  const names = await namesFor(call, kind, linked);
  const total = Number(rows[0]?.total ?? 0);
  return {
    by,
    groups: rows.map(({ value, count }) => ({
      value,
      name: typeof value === 'string' ? (names.get(value) ?? null) : null,
      count: Number(count),
    })),
    total: { value: total, exact: total < mostCounted },
  };
}
