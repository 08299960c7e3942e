import { type Expression, type RawBuilder, type SqlBool, sql } from 'kysely';
import { fieldProblem } from '#domain/field-errors.ts';
import { invalidFields } from '#domain/problems.ts';
import { isCalendarDate } from '#domain/time-zones.ts';
import type { Call } from '#platform/access/call.ts';
import { isUuid } from '#platform/database/id.ts';
import { foundIds } from './found-ids.ts';
import { type CrudVerb, columnOf, columnsOf, type Field, type RecordKind, type RecordRow } from './kind.ts';
import { listConditions } from './list-conditions.ts';
import { type ListQuery, listFields } from './list-query.ts';

/** Totals are counted up to here and then said to be more: an exact count would grow with the table. */
export const countCap = 1000;

export type Total = { value: number; exact: boolean };
export type Page = { rows: RecordRow[]; nextCursor: string | null };

type Order = { column: string; type: Field['type']; descending: boolean; nullable: boolean };
/** Where the next page starts: the last row's sort value (null in the part of empty values) and its id. */
type Cursor = { sort: string; value: unknown; id: string };

function orderOf(kind: RecordKind, sort: string): Order {
  const descending = sort.startsWith('-');
  const name = descending ? sort.slice(1) : sort;
  const field = new Map(listFields(kind)).get(name)!;
  const nullable = field.sort === 'nullable';
  return { column: columnOf(name, field), type: field.type, descending, nullable };
}

function writeCursor(cursor: Cursor): string {
  return Buffer.from(
    JSON.stringify(cursor, (_, value) => (typeof value === 'bigint' ? String(value) : value)),
  ).toString('base64url');
}

const instantText = /^(?!0000)\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,6})?Z$/;

/** Whether a column of this type can be compared with the value of a cursor, which anybody may have written. */
function isComparable(value: unknown, type: Field['type']): boolean {
  if (value === null) return true;
  if (typeof value !== 'string') return false;
  if (type === 'instant') return instantText.test(value) && !Number.isNaN(Date.parse(value));
  return type !== 'date' || isCalendarDate(value);
}

function readCursor(text: string, sort: string, { type }: Order): Cursor {
  try {
    const cursor = JSON.parse(Buffer.from(text, 'base64url').toString()) as Cursor;
    if (cursor.sort === sort && isUuid(cursor.id) && isComparable(cursor.value, type)) return cursor;
  } catch {
    // Not our JSON: refused below like any other foreign cursor.
  }
  throw invalidFields([fieldProblem('cursor', 'invalid_format')]);
}

type Part = { nulls: boolean; after: Cursor | null };

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

const allOf = (conditions: readonly Expression<SqlBool>[]) => sql.join(conditions, sql` and `);

/** One stretch of the list in key order: the rows that have a sort value, or those that have none. */
async function stretch(
  call: Call,
  kind: RecordKind,
  conditions: readonly Expression<SqlBool>[],
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

/** One page by keyset, of what the actor may do all of `verbs` with. Empty values of a sortable column come last, in both directions. */
export async function listRecords(
  call: Call,
  kind: RecordKind,
  query: ListQuery,
  verbs?: readonly CrudVerb[],
): Promise<Page> {
  const sort = query.sort ?? '-createdAt';
  const limit = query.limit ?? 50;
  const order = orderOf(kind, sort);
  const conditions = await listConditions(call, kind, query, verbs);
  const cursor = query.cursor ? readCursor(query.cursor, sort, order) : null;
  const rows: RecordRow[] = [];
  if (!cursor || cursor.value !== null) {
    rows.push(...(await stretch(call, kind, conditions, order, { nulls: false, after: cursor }, limit + 1)));
  }
  if (order.nullable && rows.length <= limit) {
    const after = cursor?.value === null ? cursor : null;
    rows.push(
      ...(await stretch(call, kind, conditions, order, { nulls: true, after }, limit + 1 - rows.length)),
    );
  }
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  const more = rows.length > limit && last !== undefined;
  return {
    rows: page,
    nextCursor: more ? writeCursor({ sort, value: last[order.column], id: last.id }) : null,
  };
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
