import { type FieldErrorCode, fieldProblem } from './field-errors.ts';
import { parseDecimal } from './money.ts';
import { type FieldProblem, invalidFields } from './problems.ts';
import { isCalendarDate } from './time-zones.ts';

/** What a filter needs to know of a field. `member` and `link` hold ids; `instant` is asked for by the reader's days. */
export type FilterFieldType =
  | 'text'
  | 'number'
  | 'money'
  | 'date'
  | 'instant'
  | 'choice'
  | 'option'
  | 'link'
  | 'member'
  | 'boolean'
  | 'tags';

export type FilterField = { type: FilterFieldType; values?: readonly string[] };

const empty = ['isEmpty', 'isNotEmpty'] as const;
const numeric = ['eq', 'ne', 'lt', 'lte', 'gt', 'gte', 'between', ...empty] as const;
const dated = [
  'on',
  'before',
  'after',
  'between',
  'lastDays',
  'nextDays',
  'thisWeek',
  'thisMonth',
  'thisQuarter',
  ...empty,
] as const;
const chosen = ['anyOf', 'noneOf', ...empty] as const;

/** The operators of each type of field, in the order in which they are offered. */
export const filterOperators = {
  text: ['contains', 'is', 'isNot', 'startsWith', ...empty],
  number: numeric,
  money: numeric,
  date: dated,
  instant: dated,
  choice: chosen,
  option: chosen,
  link: chosen,
  member: chosen,
  boolean: ['is', ...empty],
  tags: ['hasAny', 'hasAll', 'hasNone', ...empty],
} as const satisfies Record<FilterFieldType, readonly string[]>;

export type FilterOperator = (typeof filterOperators)[FilterFieldType][number];

export type FilterCondition = { field: string; op: FilterOperator; value?: unknown };
export type FilterGroup = { and: FilterNode[] } | { or: FilterNode[] };
export type FilterNode = FilterGroup | FilterCondition;

export const mostFilterDepth = 3;
export const mostFilterConditions = 30;
const mostValues = 100;
const longestText = 254;
const mostDays = 3660;
// As every date of a record.
const firstDay = '1900-01-01';
const lastDay = '2199-12-31';

export type FilterOperand =
  | 'none'
  | 'text'
  | 'number'
  | 'numbers'
  | 'date'
  | 'dates'
  | 'days'
  | 'list'
  | 'boolean';

const withoutValue: readonly string[] = ['isEmpty', 'isNotEmpty', 'thisWeek', 'thisMonth', 'thisQuarter'];

/** What stands beside an operator: nothing, one value, two, or a list. */
export function operandOf(type: FilterFieldType, op: FilterOperator): FilterOperand {
  if (withoutValue.includes(op)) return 'none';
  if (op === 'lastDays' || op === 'nextDays') return 'days';
  switch (type) {
    case 'text':
      return 'text';
    case 'number':
    case 'money':
      return op === 'between' ? 'numbers' : 'number';
    case 'date':
    case 'instant':
      return op === 'between' ? 'dates' : 'date';
    case 'boolean':
      return 'boolean';
    default:
      return 'list';
  }
}

/** The parts of a group, whichever word joins them. */
export function partsOf(group: FilterGroup): FilterNode[] {
  return 'and' in group ? group.and : group.or;
}

export function isGroup(node: FilterNode): node is FilterGroup {
  return 'and' in node || 'or' in node;
}

const uuidSyntax = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

type Refuse = (path: string, code: FieldErrorCode, params?: Record<string, string | number>) => void;

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function checkScalar(type: FilterFieldType, value: unknown, field: FilterField): FieldErrorCode | null {
  switch (type) {
    case 'number':
    case 'money': {
      const parsed = parseDecimal(value);
      return parsed.ok ? null : parsed.rule;
    }
    case 'date':
    case 'instant':
      if (typeof value !== 'string') return 'invalid_type';
      if (!isCalendarDate(value)) return 'invalid_date';
      return value < firstDay || value > lastDay ? 'out_of_range' : null;
    case 'boolean':
      return typeof value === 'boolean' ? null : 'invalid_type';
    case 'link':
    case 'member':
      if (typeof value !== 'string') return 'invalid_type';
      return uuidSyntax.test(value) || (type === 'member' && value === 'me') ? null : 'invalid_format';
    default:
      if (typeof value !== 'string') return 'invalid_type';
      if (value === '') return 'required';
      if (value.length > longestText) return 'too_long';
      if (value.includes('\u0000')) return 'invalid_characters';
      return field.values && !field.values.includes(value) ? 'unknown_value' : null;
  }
}

function checkList(
  value: unknown,
  path: string,
  refuse: Refuse,
  each: (item: unknown) => FieldErrorCode | null,
  exactly?: number,
): void {
  const least = exactly ?? 1;
  const most = exactly ?? mostValues;
  if (!Array.isArray(value)) refuse(path, value === undefined ? 'required' : 'invalid_type');
  else if (value.length < least) refuse(path, 'too_few', { min: least });
  else if (value.length > most) refuse(path, 'too_many', { max: most });
  else {
    value.forEach((item: unknown, index) => {
      const code = each(item);
      if (code) refuse(`${path}.${index}`, code, paramsOf(code));
    });
  }
}

function paramsOf(code: FieldErrorCode): Record<string, string | number> {
  if (code === 'too_long') return { max: longestText };
  return code === 'out_of_range' ? { min: firstDay, max: lastDay } : {};
}

function checkDays(value: unknown, path: string, refuse: Refuse): void {
  if (typeof value !== 'number' || !Number.isInteger(value)) {
    refuse(path, value === undefined ? 'required' : 'invalid_type');
  } else if (value < 1 || value > mostDays) refuse(path, 'out_of_range', { min: 1, max: mostDays });
}

function checkOperand(condition: FilterCondition, field: FilterField, path: string, refuse: Refuse): void {
  const { value, op } = condition;
  const at = `${path}.value`;
  const operand = operandOf(field.type, op);
  const each = (item: unknown) => checkScalar(field.type, item, field);
  if (operand === 'none') {
    if (value !== undefined && value !== null) refuse(at, 'not_allowed');
  } else if (operand === 'days') checkDays(value, at, refuse);
  else if (operand === 'list') checkList(value, at, refuse, each);
  else if (operand === 'numbers' || operand === 'dates') checkList(value, at, refuse, each, 2);
  else {
    const code = value === undefined || value === null ? 'required' : each(value);
    if (code) refuse(at, code, paramsOf(code));
  }
}

type Reading = { fields: ReadonlyMap<string, FilterField>; refuse: Refuse; conditions: number };

function readCondition(node: Record<string, unknown>, path: string, reading: Reading): FilterCondition {
  reading.conditions += 1;
  const { field: name, op, value, ...rest } = node;
  for (const key of Object.keys(rest)) reading.refuse(`${path}.${key}`, 'unknown_field');
  const condition = {
    field: String(name),
    op: op as FilterOperator,
    ...(value === undefined ? {} : { value }),
  };
  const field = typeof name === 'string' ? reading.fields.get(name) : undefined;
  if (!field) {
    reading.refuse(`${path}.field`, name === undefined ? 'required' : 'unknown_field');
    return condition;
  }
  const operators: readonly string[] = filterOperators[field.type];
  if (typeof op !== 'string' || !operators.includes(op)) {
    reading.refuse(`${path}.op`, 'unknown_value', { allowed: operators.join(', ') });
    return condition;
  }
  checkOperand(condition, field, path, reading.refuse);
  return condition;
}

function readGroup(
  node: Record<string, unknown>,
  path: string,
  depth: number,
  reading: Reading,
): FilterGroup {
  const joint = 'and' in node ? 'and' : 'or';
  const parts = node[joint];
  for (const key of Object.keys(node)) if (key !== joint) reading.refuse(`${path}.${key}`, 'unknown_field');
  const read: FilterNode[] = [];
  if (!Array.isArray(parts)) reading.refuse(`${path}.${joint}`, 'invalid_type');
  else if (depth > mostFilterDepth) reading.refuse(path, 'out_of_range', { max: mostFilterDepth });
  else if (parts.length > mostFilterConditions) {
    reading.refuse(`${path}.${joint}`, 'too_many', { max: mostFilterConditions });
  } else if (parts.length === 0 && depth > 1) reading.refuse(`${path}.${joint}`, 'too_few', { min: 1 });
  else {
    parts.forEach((part: unknown, index) => {
      const at = `${path}.${joint}.${index}`;
      if (!isObject(part)) reading.refuse(at, 'invalid_type');
      else if ('and' in part || 'or' in part) read.push(readGroup(part, at, depth + 1, reading));
      else read.push(readCondition(part, at, reading));
    });
  }
  return joint === 'and' ? { and: read } : { or: read };
}

/**
 * Checks a tree of conditions against the fields of a kind: at most three groups deep, at most thirty conditions, each
 * operator fit for its field and each value fit for its operator. Throws `validation_failed` with paths such as
 * `filter.and.0.value`.
 */
export function checkFilter(
  input: unknown,
  fields: ReadonlyMap<string, FilterField>,
  root = 'filter',
): FilterGroup {
  const problems: FieldProblem[] = [];
  const refuse: Refuse = (path, code, params) => problems.push(fieldProblem(path, code, params));
  const reading: Reading = { fields, refuse, conditions: 0 };
  if (!isObject(input)) throw invalidFields([fieldProblem(root, 'invalid_type')]);
  const filter: FilterGroup =
    'and' in input || 'or' in input
      ? readGroup(input, root, 1, reading)
      : { and: [readCondition(input, root, reading)] };
  if (reading.conditions > mostFilterConditions) refuse(root, 'too_many', { max: mostFilterConditions });
  if (problems.length > 0) throw invalidFields(problems.slice(0, mostFilterConditions));
  return filter;
}

function fromBase64Url(text: string): string {
  const bytes = atob(text.replace(/-/g, '+').replace(/_/g, '/'));
  return new TextDecoder('utf-8', { fatal: true }).decode(
    Uint8Array.from(bytes, (byte) => byte.charCodeAt(0)),
  );
}

/** The tree in a `filter` parameter, JSON as it is or in base64url, not yet checked; undefined where it is no JSON. */
export function readFilterText(text: string): unknown {
  try {
    return JSON.parse(text.trimStart().startsWith('{') ? text : fromBase64Url(text)) as unknown;
  } catch {
    return undefined;
  }
}

/** Reads and checks a `filter` parameter. Throws `validation_failed` naming the path. */
export function parseFilter(text: string, fields: ReadonlyMap<string, FilterField>): FilterGroup {
  const input = readFilterText(text);
  if (input === undefined)
    throw invalidFields([fieldProblem('filter', 'invalid_format', { format: 'json' })]);
  return checkFilter(input, fields);
}
