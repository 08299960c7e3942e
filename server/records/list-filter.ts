import { type Expression, type RawBuilder, type SqlBool, sql } from 'kysely';
import { currencies } from '#domain/currencies.ts';
import { daysOf } from '#domain/filter-dates.ts';
import {
  type FilterCondition,
  type FilterField,
  type FilterNode,
  isGroup,
  parseFilter,
  partsOf,
} from '#domain/filters.ts';
import { today } from '#domain/time-zones.ts';
import type { Call } from '#platform/access/call.ts';
import { customCondition, customFilterFields } from './custom-fields/filter.ts';
import { columnOf, type Field, type RecordKind } from './kind.ts';
import { listFields, meWord } from './list-query.ts';
import { textFinds } from './text-finds.ts';

type Condition = Expression<SqlBool>;
type Column = RawBuilder<unknown>;

function filterFieldOf(field: Field): FilterField | null {
  switch (field.type) {
    case 'integer':
    case 'decimal':
      return { type: 'number' };
    case 'choice':
      return { type: 'choice', values: field.values };
    case 'reference':
      return { type: field.to === 'member' ? 'member' : 'link' };
    case 'json':
    case 'address':
      return null;
    default:
      return { type: field.type };
  }
}

/** The fields that a group of conditions may name, by wire name: everything in one column. */
export function filterFields(kind: RecordKind): Map<string, FilterField> {
  const fields = listFields(kind).flatMap(([name, field]): [string, FilterField][] => {
    const known = field.internal ? null : filterFieldOf(field);
    return known ? [[name, known]] : [];
  });
  return new Map(fields);
}

const yes = sql<SqlBool>`true`;
const no = sql<SqlBool>`false`;

/** Letters that a pattern would read as its own. */
function literally(text: unknown): string {
  return String(text).replace(/[\\%_]/g, '\\$&');
}

function textCondition(column: Column, { op, value }: FilterCondition): Condition {
  switch (op) {
    case 'contains':
      return sql<SqlBool>`${column} ilike ${`%${literally(value)}%`}`;
    case 'startsWith':
      return sql<SqlBool>`${column} ilike ${`${literally(value)}%`}`;
    case 'is':
      return sql<SqlBool>`lower(${column}) = lower(${value})`;
    default:
      return sql<SqlBool>`(${column} is null or lower(${column}) <> lower(${value}))`;
  }
}

const comparisons: Record<string, string> = { eq: '=', lt: '<', lte: '<=', gt: '>', gte: '>=' };

function numberCondition(
  column: Column,
  { op, value }: FilterCondition,
  bound: (value: unknown) => Column,
): Condition {
  if (op === 'between') {
    const [low, high] = value as unknown[];
    return sql<SqlBool>`(${column} >= ${bound(low)} and ${column} <= ${bound(high)})`;
  }
  if (op === 'ne') return sql<SqlBool>`${column} is distinct from ${bound(value)}`;
  return sql<SqlBool>`${column} ${sql.raw(comparisons[op]!)} ${bound(value)}`;
}

const unusual = new Map<number, string[]>();
for (const { code, exponent } of currencies) {
  if (exponent !== 2) unusual.set(exponent, [...(unusual.get(exponent) ?? []), code]);
}

/** An amount in the minor units of each row's own currency: 100 is 100 yen in one row and 100.00 euros in another. */
function minorBound(currency: Column): (value: unknown) => Column {
  return (value) => {
    const cases = [...unusual].map(
      ([exponent, codes]) =>
        sql`when ${currency} in (${sql.join(codes)}) then ${String(value)}::numeric * ${10 ** exponent}::numeric`,
    );
    return sql`(case ${sql.join(cases, sql` `)} else ${String(value)}::numeric * 100 end)`;
  };
}

function dateCondition(call: Call, column: Column, type: string, { op, value }: FilterCondition): Condition {
  const { from, until } = daysOf(op, value, today(call.now, call.timeZone));
  const bound = (date: string) =>
    type === 'date' ? sql`${date}::date` : sql`(${date}::date::timestamp at time zone ${call.timeZone})`;
  const parts: Condition[] = [];
  if (from !== undefined) parts.push(sql<SqlBool>`${column} >= ${bound(from)}`);
  if (until !== undefined) parts.push(sql<SqlBool>`${column} < ${bound(until)}`);
  return sql<SqlBool>`(${sql.join(parts, sql` and `)})`;
}

function chosenCondition(call: Call, column: Column, { op, value }: FilterCondition): Condition {
  const values = (value as string[])
    .map((word) => (word === meWord ? call.actor.memberId : word))
    .filter((word) => word !== null);
  if (values.length === 0) return op === 'anyOf' ? no : yes;
  const among = sql<SqlBool>`${column} in (${sql.join(values)})`;
  return op === 'anyOf' ? among : sql<SqlBool>`(${column} is null or not ${among})`;
}

function tagsCondition(column: Column, { op, value }: FilterCondition): Condition {
  if (op === 'hasAll') return sql<SqlBool>`${column} @> ${value}::text[]`;
  const any = sql<SqlBool>`${column} && ${value}::text[]`;
  return op === 'hasAny' ? any : sql<SqlBool>`not ${any}`;
}

function emptiness(column: Column, type: string, isEmpty: boolean): Condition {
  const empty =
    type === 'tags'
      ? sql<SqlBool>`cardinality(${column}) = 0`
      : type === 'text' || type === 'option'
        ? sql<SqlBool>`(${column} is null or ${column} = '')`
        : sql<SqlBool>`${column} is null`;
  return isEmpty ? empty : sql<SqlBool>`not ${empty}`;
}

type Reading = {
  call: Call;
  kind: RecordKind;
  types: ReadonlyMap<string, FilterField>;
  /** Whether every row must fulfil it, because no `or` stands around it. */
  must: boolean;
  /** Whether the list has live records only, which are what the search knows. */
  live: boolean;
};

async function conditionOf(
  { call, kind, types, must, live }: Reading,
  condition: FilterCondition,
): Promise<Condition> {
  const { field: name, op } = condition;
  const custom = await customCondition(call, kind, condition, must);
  if (custom) return custom;
  const { type } = types.get(name)!;
  const field = new Map(listFields(kind)).get(name)!;
  const column = sql.ref(`${kind.table}.${columnOf(name, field)}`);
  if (op === 'isEmpty' || op === 'isNotEmpty') return emptiness(column, type, op === 'isEmpty');
  switch (type) {
    case 'text': {
      const text = textCondition(column, condition);
      const found =
        must && live && op !== 'isNot'
          ? await textFinds(call, kind, columnOf(name, field), String(condition.value))
          : null;
      return found ? sql<SqlBool>`(${found} and ${text})` : text;
    }
    case 'number':
      return numberCondition(column, condition, (value) => sql`${String(value)}::numeric`);
    case 'money': {
      const currency = field.type === 'money' ? field.currency : 'currency';
      return numberCondition(column, condition, minorBound(sql.ref(`${kind.table}.${currency}`)));
    }
    case 'date':
    case 'instant':
      return dateCondition(call, column, type, condition);
    case 'boolean':
      return sql<SqlBool>`${column} is ${sql.raw(condition.value === true ? 'true' : 'false')}`;
    case 'tags':
      return tagsCondition(column, condition);
    default:
      return chosenCondition(call, column, condition);
  }
}

async function nodeCondition(reading: Reading, node: FilterNode): Promise<Condition> {
  if (!isGroup(node)) return conditionOf(reading, node);
  const inside = { ...reading, must: reading.must && 'and' in node };
  const parts = await Promise.all(partsOf(node).map((part) => nodeCondition(inside, part)));
  if (parts.length === 0) return yes;
  return sql<SqlBool>`(${sql.join(parts, 'and' in node ? sql` and ` : sql` or `)})`;
}

/**
 * The conditions of a `filter` parameter as SQL: every value is a parameter, every name one of the kind's own columns.
 * Days are those of the actor's time zone. `live`: archived records are left out anyway. Throws `validation_failed` naming the path.
 */
export async function filterCondition(
  call: Call,
  kind: RecordKind,
  text: string,
  live: boolean,
): Promise<Condition> {
  const types = new Map([...filterFields(kind), ...(await customFilterFields(call, kind))]);
  return nodeCondition({ call, kind, types, must: true, live }, parseFilter(text, types));
}
