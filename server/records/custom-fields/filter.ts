import { type Expression, type RawBuilder, type SqlBool, sql } from 'kysely';
import { type CustomField, hasCustomFields, hasRange } from '#domain/custom-fields.ts';
import { fieldProblem } from '#domain/field-errors.ts';
import { calendarDate, uuid } from '#domain/fields.ts';
import { daysOf } from '#domain/filter-dates.ts';
import type { FilterCondition, FilterField } from '#domain/filters.ts';
import { parseDecimal } from '#domain/money.ts';
import { type FieldProblem, invalidFields } from '#domain/problems.ts';
import { today } from '#domain/time-zones.ts';
import type { Call } from '#platform/access/call.ts';
import type { RecordKind } from '../kind.ts';
import { customFieldsOf } from './definitions.ts';
import { indexedText, tenThousandths } from './mirror.ts';

type Condition = Expression<SqlBool>;

const prefix = 'custom.';
const columnNames = { number: 'number_value', money: 'number_value', date: 'date_value' } as const;

function columnName(field: CustomField): string {
  if (field.type === 'member' || field.type === 'link') return 'uuid_value';
  return columnNames[field.type as keyof typeof columnNames] ?? 'text_value';
}

/**
 * Records found by their value up to here are put in order; where more have it, the list is walked and each is asked. At a
 * million leads both take the same time when about one in two hundred has the value.
 */
const mostFound = 5_000;

// A list, its total and the columns of a board ask the same of a field: it is looked up once.
const fewInCall = new WeakMap<Call, Map<string, Promise<boolean>>>();

/** Whether so few values are among these that finding the records by them beats walking the list. */
function areFew(call: Call, values: RawBuilder<unknown>): Promise<boolean> {
  const counting = sql<{ few: boolean }>`select count(*) <= ${mostFound} as few
    from (select ${values} limit ${mostFound + 1}) as found`;
  const { sql: text, parameters } = counting.compile(call.database);
  const known = fewInCall.get(call) ?? new Map<string, Promise<boolean>>();
  fewInCall.set(call, known);
  const key = JSON.stringify([text, parameters]);
  const few = known.get(key) ?? counting.execute(call.database).then(({ rows }) => rows[0]?.few === true);
  known.set(key, few);
  return few;
}

type Test = (column: RawBuilder<unknown>) => Condition;

/**
 * Whether a record has a value of this field that a condition holds for. Only =, <, > on columns of the mirror: these
 * are leakproof, so that the index answers below row-level security too.
 */
function hasValue(call: Call, kind: RecordKind, field: CustomField, test: Test | null = null): Condition {
  return sql<SqlBool>`exists (select ${valuesOf(call, field, test)}
    and v.record_id = ${sql.ref(`${kind.table}.id`)})`;
}

function valuesOf(call: Call, field: CustomField, test: Test | null): RawBuilder<unknown> {
  const column = sql.raw(`v.${columnName(field)}`);
  return sql`from custom_value v where v.org_id = ${call.orgId} and v.field_id = ${field.id}
    ${test ? sql`and ${test(column)}` : sql``}`;
}

/** The same, for lists that want the records: the planner does not know how many have the value, so it is told. */
async function withValue(call: Call, kind: RecordKind, field: CustomField, test: Test): Promise<Condition> {
  const values = valuesOf(call, field, test);
  if (!(await areFew(call, values))) return hasValue(call, kind, field, test);
  return sql<SqlBool>`${sql.ref(`${kind.table}.id`)} = any (array(select v.record_id ${values}))`;
}

const not = (condition: Condition) => sql<SqlBool>`not ${condition}`;

const meWord = 'me';
const noneWord = 'none';

/** A number that is finer than the mirror lies between two of its values: equal to none, above or below the next. */
function numberBound(value: unknown, operator: string): RawBuilder<unknown> {
  const { floor, exact } = tenThousandths(value);
  if (exact || operator === '>' || operator === '<=') return sql`${String(floor)}::bigint`;
  return operator === '=' ? sql`null::bigint` : sql`${String(floor + 1n)}::bigint`;
}

/** A value of a condition as its column holds it. */
function bound(call: Call, field: CustomField, value: unknown, operator = '='): RawBuilder<unknown> {
  switch (field.type) {
    case 'number':
    case 'money':
      return numberBound(value, operator);
    case 'date':
      return sql`${value}::date`;
    case 'member':
      return sql`${value === meWord ? call.actor.memberId : value}::uuid`;
    case 'link':
      return sql`${value}::uuid`;
    default:
      return sql`${indexedText(field, String(value))}`;
  }
}

const equalTo =
  (call: Call, field: CustomField, values: readonly unknown[]) => (column: RawBuilder<unknown>) =>
    sql<SqlBool>`${column} in (${sql.join(values.map((value) => bound(call, field, value)))})`;

const ranges: Record<string, string> = { gte: '>=', gt: '>', lte: '<=', lt: '<' };

function wordProblem(field: CustomField, word: string, path: string): FieldProblem | null {
  switch (field.type) {
    case 'number':
    case 'money': {
      const parsed = parseDecimal(word);
      return parsed.ok ? null : fieldProblem(path, parsed.rule);
    }
    case 'date':
      return calendarDate.safeParse(word).success ? null : fieldProblem(path, 'invalid_date');
    case 'member':
    case 'link':
      if (field.type === 'member' && word === meWord) return null;
      return uuid.safeParse(word).success ? null : fieldProblem(path, 'invalid_format', { format: 'uuid' });
    case 'boolean':
      return word === 'true' || word === 'false'
        ? null
        : fieldProblem(path, 'unknown_value', { allowed: 'true, false' });
    case 'choice':
    case 'multiChoice': {
      const allowed = field.options.map(({ value }) => value);
      if (allowed.includes(word)) return null;
      return fieldProblem(path, 'unknown_value', { allowed: allowed.join(', ').slice(0, 500) });
    }
    default:
      return word === '' ? fieldProblem(path, 'required') : null;
  }
}

/** Of text, a comma belongs to the value; of everything else it separates several. */
function wordsOf(field: CustomField, text: string): string[] {
  const whole = ['text', 'url', 'email', 'phone'].includes(field.type);
  return whole ? [text.trim()] : text.split(',').map((word) => word.trim());
}

async function plainCondition(
  call: Call,
  kind: RecordKind,
  field: CustomField,
  path: string,
  text: string,
): Promise<Condition> {
  const words = wordsOf(field, text);
  const values = words.filter((word) => word !== noneWord);
  const problem = values.map((word) => wordProblem(field, word, path)).find((one) => one !== null);
  if (problem) throw invalidFields([problem]);
  const parts: Condition[] = [];
  if (values.length > 0) parts.push(await withValue(call, kind, field, equalTo(call, field, values)));
  if (values.length < words.length) parts.push(not(hasValue(call, kind, field)));
  return sql<SqlBool>`(${sql.join(parts, sql` or `)})`;
}

/** `custom.size[gte]` as its key and comparison; null for a parameter that is about no custom field. */
function readName(name: string): { key: string; range: string | null } | null {
  const match = /^custom\.(\w{1,40})(?:\[(gte|gt|lte|lt)\])?$/.exec(name);
  return match ? { key: match[1]!, range: match[2] ?? null } : null;
}

/** Whether a parameter of a list is about a custom field; which ones there are depends on the company. */
export function isCustomParameter(kind: Pick<RecordKind, 'name'>, name: string): boolean {
  return hasCustomFields(kind.name) && readName(name) !== null;
}

/** The conditions of `custom.<key>=…` and `custom.<key>[gte]=…`. Throws 422 naming the parameter. */
export async function customQueryConditions(
  call: Call,
  kind: RecordKind,
  query: Record<string, unknown>,
): Promise<Condition[]> {
  const names = Object.keys(query).filter((name) => name.startsWith(prefix) && query[name] !== undefined);
  if (names.length === 0) return [];
  const fields = await customFieldsOf(call, kind.name);
  const conditions: Condition[] = [];
  for (const name of names) {
    const { key, range } = readName(name) ?? { key: '', range: null };
    const field = fields.find((one) => one.key === key);
    if (!field || (range !== null && !hasRange(field.type))) {
      throw invalidFields([fieldProblem(name, 'unknown_field')]);
    }
    const text = String(query[name]);
    if (range === null) {
      conditions.push(await plainCondition(call, kind, field, name, text));
      continue;
    }
    const problem = wordProblem(field, text, name);
    if (problem) throw invalidFields([problem]);
    const beyond: Test = (column) =>
      sql<SqlBool>`${column} ${sql.raw(ranges[range]!)} ${bound(call, field, text, ranges[range])}`;
    conditions.push(await withValue(call, kind, field, beyond));
  }
  return conditions;
}

function filterFieldOf(field: CustomField): FilterField {
  switch (field.type) {
    case 'choice':
    case 'multiChoice':
      return { type: 'choice', values: field.options.map(({ value }) => value) };
    case 'url':
    case 'email':
    case 'phone':
      return { type: 'text' };
    default:
      return { type: field.type };
  }
}

/** The custom fields that a group of conditions may name, as `custom.<key>`. */
export async function customFilterFields(call: Call, kind: RecordKind): Promise<Map<string, FilterField>> {
  const fields = await customFieldsOf(call, kind.name);
  return new Map(fields.map((field) => [prefix + field.key, filterFieldOf(field)]));
}

const literally = (text: string) => text.replace(/[\\%_]/g, '\\$&');
const negated: Readonly<Record<string, string>> = {
  isNot: 'is',
  ne: 'eq',
  noneOf: 'anyOf',
  isEmpty: 'isNotEmpty',
};

/** What a positive comparison asks of a value; null asks for any value at all. */
function testOf(call: Call, field: CustomField, { op, value }: { op: string; value?: unknown }): Test | null {
  const range = ranges[op];
  if (range) return (column) => sql<SqlBool>`${column} ${sql.raw(range)} ${bound(call, field, value, range)}`;
  switch (op) {
    case 'isNotEmpty':
      return null;
    case 'contains':
      return (column) => sql<SqlBool>`${column} like ${`%${literally(indexedText(field, String(value)))}%`}`;
    case 'startsWith':
      return (column) => sql<SqlBool>`${column} ^@ ${indexedText(field, String(value))}`;
    case 'is':
    case 'eq':
      return equalTo(call, field, [value]);
    case 'anyOf':
      return equalTo(call, field, value as unknown[]);
    default:
      return between(call, field, { op, value });
  }
}

function between(call: Call, field: CustomField, { op, value }: { op: string; value?: unknown }): Test {
  if (field.type !== 'date') {
    const [low, high] = value as unknown[];
    return (column) =>
      sql<SqlBool>`${column} >= ${bound(call, field, low, '>=')} and ${column} <= ${bound(call, field, high, '<=')}`;
  }
  const days = daysOf(op as FilterCondition['op'], value, today(call.now, call.timeZone));
  return (column) => {
    const parts: Condition[] = [];
    if (days.from !== undefined) parts.push(sql<SqlBool>`${column} >= ${days.from}::date`);
    if (days.until !== undefined) parts.push(sql<SqlBool>`${column} < ${days.until}::date`);
    return sql<SqlBool>`(${sql.join(parts, sql` and `)})`;
  };
}

/**
 * One condition of a group on `custom.<key>`; null where it names no custom field. The condition is checked already. `must`:
 * every row of the list fulfils it. An alternative is asked of row after row, each time through all that were found.
 */
export async function customCondition(
  call: Call,
  kind: RecordKind,
  condition: FilterCondition,
  must: boolean,
): Promise<Condition | null> {
  if (!condition.field.startsWith(prefix)) return null;
  const key = condition.field.slice(prefix.length);
  const field = (await customFieldsOf(call, kind.name)).find((one) => one.key === key);
  if (!field) throw invalidFields([fieldProblem(condition.field, 'unknown_field')]);
  const opposite = negated[condition.op];
  const test = testOf(call, field, { ...condition, op: opposite ?? condition.op });
  if (opposite !== undefined) return not(hasValue(call, kind, field, test));
  // No index finds what stands inside a text: looking it up first would cost as much as the list.
  if (!must || test === null || condition.op === 'contains') return hasValue(call, kind, field, test);
  return withValue(call, kind, field, test);
}
