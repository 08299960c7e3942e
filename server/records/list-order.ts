import { type Expression, type RawBuilder, type SqlBool, sql } from 'kysely';
import { fieldProblem } from '#domain/field-errors.ts';
import { parseDecimal } from '#domain/money.ts';
import { invalidFields } from '#domain/problems.ts';
import { isCalendarDate } from '#domain/time-zones.ts';
import { isUuid } from '#platform/database/id.ts';
import { columnOf, type Field, type RecordKind, type RecordRow } from './kind.ts';
import { listFields } from './list-query.ts';

/** One key of a sort. `indexed`: the table has an index (org_id, column, id) for it. */
export type Order = {
  column: string;
  type: Field['type'];
  descending: boolean;
  nullable: boolean;
  indexed: boolean;
};

/** Where the next page starts: the last row's values in the order of the sort, and its id. */
export type Cursor = { sort: string; values: unknown[]; id: string };

/** The keys of `status,-createdAt`. The words were checked by the schema of the list. */
export function ordersOf(kind: RecordKind, sort: string): Order[] {
  const fields = new Map(listFields(kind));
  return sort.split(',').map((word) => {
    const descending = word.startsWith('-');
    const name = descending ? word.slice(1) : word;
    const field = fields.get(name)!;
    return {
      column: columnOf(name, field),
      type: field.type,
      descending,
      nullable: field.sort !== 'required',
      indexed: field.sort !== undefined,
    };
  });
}

/** Whether an index gives the rows in this order, so that a page costs the same however long the list is. */
export function followsIndex([first, ...others]: readonly Order[]): boolean {
  if (!first?.indexed) return false;
  return others.length === 0 || !first.nullable || !first.descending;
}

export function writeCursor(sort: string, orders: readonly Order[], row: RecordRow): string {
  const cursor: Cursor = { sort, values: orders.map(({ column }) => row[column] ?? null), id: row.id };
  return Buffer.from(
    JSON.stringify(cursor, (_, value) => (typeof value === 'bigint' ? String(value) : value)),
  ).toString('base64url');
}

const instantText = /^(?!0000)\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,6})?Z$/;

/** Whether a column of this type can be compared with the value of a cursor, which anybody may have written. */
function isComparable(value: unknown, type: Field['type']): boolean {
  if (value === null) return true;
  if (type === 'boolean') return typeof value === 'boolean';
  if (type === 'integer') return Number.isSafeInteger(value);
  if (typeof value !== 'string' || value.includes('\u0000')) return false;
  if (type === 'instant') return instantText.test(value) && !Number.isNaN(Date.parse(value));
  if (type === 'money') return /^-?\d{1,18}$/.test(value);
  if (type === 'decimal') return parseDecimal(value).ok;
  return type !== 'date' || isCalendarDate(value);
}

/** Refuses whatever is no cursor of this sort. */
export function readCursor(text: string, sort: string, orders: readonly Order[]): Cursor {
  try {
    const cursor = JSON.parse(Buffer.from(text, 'base64url').toString()) as Cursor;
    const fits =
      cursor.sort === sort &&
      isUuid(cursor.id) &&
      cursor.values.length === orders.length &&
      orders.every(({ type }, index) => isComparable(cursor.values[index], type));
    if (fits) return cursor;
  } catch {
    // Not our JSON: refused below like any other foreign cursor.
  }
  throw invalidFields([fieldProblem('cursor', 'invalid_format')]);
}

type Condition = Expression<SqlBool>;

function reference(table: string, column: string): RawBuilder<unknown> {
  return sql.ref(`${table}.${column}`);
}

/** `order by` with empty values last in both directions, and the id as the last word on ties. */
export function orderBy(table: string, orders: readonly Order[]): RawBuilder<unknown> {
  const keys = orders.map(({ column, descending, nullable }) => {
    const direction = descending ? 'desc' : 'asc';
    return sql`${reference(table, column)} ${sql.raw(nullable ? `${direction} nulls last` : direction)}`;
  });
  const id = sql`${reference(table, 'id')} ${sql.raw(orders[0]?.descending ? 'desc' : 'asc')}`;
  return sql.join([...keys, id], sql`, `);
}

/** The rows after the cursor in the order of `orderBy`: past it in one key while equal in all keys before that one. */
export function afterCursor(table: string, orders: readonly Order[], cursor: Cursor): Condition {
  const equal = (index: number): Condition => {
    const column = reference(table, orders[index]!.column);
    const value = cursor.values[index];
    return value === null ? sql<SqlBool>`${column} is null` : sql<SqlBool>`${column} = ${value}`;
  };
  const past = orders.flatMap((order, index): Condition[] => {
    const value = cursor.values[index];
    if (value === null) return [];
    const column = reference(table, order.column);
    const beyond = sql<SqlBool>`${column} ${sql.raw(order.descending ? '<' : '>')} ${value}`;
    const further = order.nullable ? sql<SqlBool>`(${beyond} or ${column} is null)` : beyond;
    const before = orders.slice(0, index).map((_, place) => equal(place));
    return [sql<SqlBool>`(${sql.join([...before, further], sql` and `)})`];
  });
  const first = orders[0]!;
  const beyondId = sql<SqlBool>`${reference(table, 'id')} ${sql.raw(first.descending ? '<' : '>')} ${cursor.id}`;
  const tie = sql<SqlBool>`(${sql.join([...orders.map((_, place) => equal(place)), beyondId], sql` and `)})`;
  const after = sql<SqlBool>`(${sql.join([...past, tie], sql` or `)})`;
  if (first.nullable) return after;
  // Says again what the first key must be, in words that an index understands.
  const bound = sql<SqlBool>`${reference(table, first.column)} ${sql.raw(first.descending ? '<=' : '>=')} ${cursor.values[0]}`;
  return sql<SqlBool>`(${bound} and ${after})`;
}
