import { type Expression, type RawBuilder, type SqlBool, sql } from 'kysely';
import { fieldProblem } from '#domain/field-errors.ts';
import { invalidFields } from '#domain/problems.ts';
import type { Call } from '#platform/access/call.ts';
import { foundIds } from './found-ids.ts';
import { type CrudVerb, columnsOf, type RecordKind, type RecordRow } from './kind.ts';
import { listConditions } from './list-conditions.ts';
import {
  afterCursor,
  type Cursor,
  followsIndex,
  type Order,
  orderBy,
  ordersOf,
  readCursor,
  writeCursor,
} from './list-order.ts';
import type { ListQuery } from './list-query.ts';

/** Totals are counted up to here and then said to be more: an exact count would grow with the table. */
export const countCap = 1000;

/**
 * Lists up to here are put in any order; longer ones only in an order that an index gives. A page of 100,000 rows takes
 * about an eighth of a second, and the time grows with the list.
 */
export const mostSorted = 100_000;

export type Total = { value: number; exact: boolean };
export type Page = { rows: RecordRow[]; nextCursor: string | null };

type Condition = Expression<SqlBool>;
type Part = { nulls: boolean; after: { value: unknown; id: string } | null };

const selectionByKind = new WeakMap<RecordKind, RawBuilder<unknown>>();

/** The columns of a kind as one piece of SQL: lists name dozens of them in every statement. */
function selectionOf(kind: RecordKind): RawBuilder<unknown> {
  let selection = selectionByKind.get(kind);
  if (!selection) {
    const names = columnsOf(kind).map(
      (name) => `"${name.replace(/[A-Z]/g, (big) => `_${big.toLowerCase()}`)}"`,
    );
    selection = sql.raw(names.join(', '));
    selectionByKind.set(kind, selection);
  }
  return selection;
}

const allOf = (conditions: readonly Condition[]) => sql.join(conditions, sql` and `);

/** One stretch of the list in key order: the rows that have a sort value, or those that have none. */
async function stretch(
  call: Call,
  kind: RecordKind,
  conditions: readonly Condition[],
  order: Order,
  part: Part,
  limit: number,
): Promise<RecordRow[]> {
  const column = sql.ref(`${kind.table}.${order.column}`);
  const id = sql.ref(`${kind.table}.id`);
  const direction = sql.raw(order.descending ? 'desc' : 'asc');
  const compare = sql.raw(order.descending ? '<' : '>');
  const all = [...conditions];
  if (order.nullable) all.push(sql<SqlBool>`${column} is ${sql.raw(part.nulls ? '' : 'not')} null`);
  if (part.after && part.nulls) all.push(sql<SqlBool>`${id} ${compare} ${part.after.id}`);
  else if (part.after)
    all.push(sql<SqlBool>`(${column}, ${id}) ${compare} (${part.after.value}, ${part.after.id})`);
  const key = part.nulls ? sql`${id} ${direction}` : sql`${column} ${direction}, ${id} ${direction}`;
  const { rows } = await sql<RecordRow>`
    select ${selectionOf(kind)} from ${sql.table(kind.table)} where ${allOf(all)} order by ${key} limit ${limit}
  `.execute(call.database);
  return rows;
}

/** The keyset walk along one indexed column: first the rows that have a value, then those that have none. */
async function stretches(
  call: Call,
  kind: RecordKind,
  conditions: readonly Condition[],
  order: Order,
  cursor: Cursor | null,
  limit: number,
): Promise<RecordRow[]> {
  const rows: RecordRow[] = [];
  const at = cursor && { value: cursor.values[0], id: cursor.id };
  if (!at || at.value !== null) {
    rows.push(...(await stretch(call, kind, conditions, order, { nulls: false, after: at }, limit)));
  }
  if (order.nullable && rows.length < limit) {
    const after = at?.value === null ? at : null;
    rows.push(...(await stretch(call, kind, conditions, order, { nulls: true, after }, limit - rows.length)));
  }
  return rows;
}

async function sorted(
  call: Call,
  kind: RecordKind,
  conditions: readonly Condition[],
  orders: readonly Order[],
  cursor: Cursor | null,
  limit: number,
): Promise<RecordRow[]> {
  if (!followsIndex(orders)) await requireSortable(call, kind, conditions);
  const all = cursor ? [...conditions, afterCursor(kind.table, orders, cursor)] : conditions;
  const { rows } = await sql<RecordRow>`
    select ${selectionOf(kind)} from ${sql.table(kind.table)} where ${allOf(all)}
    order by ${orderBy(kind.table, orders)} limit ${limit}
  `.execute(call.database);
  return rows;
}

/** Refuses, by the field `sort`, to sort more than `mostSorted` rows without an index. */
async function requireSortable(
  call: Call,
  kind: RecordKind,
  conditions: readonly Condition[],
): Promise<void> {
  const { rows } = await sql<{ value: bigint }>`
    select count(*) as value from
      (select 1 from ${sql.table(kind.table)} where ${allOf(conditions)} limit ${mostSorted + 1}) as counted
  `.execute(call.database);
  if (Number(rows[0]?.value ?? 0) > mostSorted) {
    throw invalidFields([fieldProblem('sort', 'too_many', { max: mostSorted })]);
  }
}

/** One page by keyset, of what the actor may do all of `verbs` with. Empty values come last, in both directions. */
export async function listRecords(
  call: Call,
  kind: RecordKind,
  query: ListQuery,
  verbs?: readonly CrudVerb[],
): Promise<Page> {
  const sort = query.sort ?? '-createdAt';
  const limit = query.limit ?? 50;
  const orders = ordersOf(kind, sort);
  const conditions = await listConditions(call, kind, query, verbs);
  const cursor = query.cursor ? readCursor(query.cursor, sort, orders) : null;
  const [only, ...others] = orders;
  const rows =
    only?.indexed && others.length === 0
      ? await stretches(call, kind, conditions, only, cursor, limit + 1)
      : await sorted(call, kind, conditions, orders, cursor, limit + 1);
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  const more = rows.length > limit && last !== undefined;
  return { rows: page, nextCursor: more ? writeCursor(sort, orders, last) : null };
}

/** How many rows a list has, counted no further than `countCap`. A search that found too many tells no exact number. */
export async function countRecords(call: Call, kind: RecordKind, query: ListQuery): Promise<Total> {
  const conditions = await listConditions(call, kind, query);
  const { rows } = await sql<{ value: bigint }>`
    select count(*) as value from
      (select 1 from ${sql.table(kind.table)} where ${allOf(conditions)} limit ${countCap + 1}) as counted
  `.execute(call.database);
  return total(call, kind, query, Number(rows[0]?.value ?? 0));
}

/** The same, counting only where the page does not tell. */
export async function totalWith(call: Call, kind: RecordKind, query: ListQuery, page: Page): Promise<Total> {
  const whole = page.nextCursor === null && !query.cursor;
  return whole ? total(call, kind, query, page.rows.length) : countRecords(call, kind, query);
}

async function total(call: Call, kind: RecordKind, query: ListQuery, value: number): Promise<Total> {
  if (value > countCap) return { value: countCap, exact: false };
  return { value, exact: !(await foundIds(call, kind, query.q))?.cut };
}
