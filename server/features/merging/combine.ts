import { fieldProblem } from '#domain/field-errors.ts';
import type { MergeBody, MergeSide } from '#domain/merging.ts';
import { invalidFields } from '#domain/problems.ts';
import {
  addressColumns,
  columnOf,
  type Field,
  type RecordKind,
  type RecordRow,
  type Values,
} from '#records/kind.ts';

// What hangs on another field goes where that one goes: consent belongs to its address, the first place to its account.
const follows: Readonly<Record<string, string>> = { emailOptIn: 'email', smsOptIn: 'mobile' };

function isChoosable(name: string, field: Field): boolean {
  if (field.readOnly || field.type === 'tags' || name === 'isPrimary' || name in follows) return false;
  return !(field.type === 'reference' && (field.to === 'pipeline' || field.to === 'stage'));
}

/** The fields in which the two records may differ and somebody has to say whose value stays. */
export function choosableFields(kind: RecordKind): string[] {
  return [
    'ownerId',
    ...Object.entries(kind.fields).flatMap(([name, field]) => (isChoosable(name, field) ? [name] : [])),
  ];
}

function columnsFor(kind: RecordKind, name: string): readonly string[] {
  const field = kind.fields[name];
  if (!field) return [name];
  return field.type === 'address' && !field.column ? addressColumns : [columnOf(name, field)];
}

const isEmpty = (row: RecordRow, columns: readonly string[]) =>
  columns.every((column) => (row[column] ?? null) === null);

function sideOf(
  kind: RecordKind,
  name: string,
  target: RecordRow,
  source: RecordRow,
  chosen: MergeSide | undefined,
) {
  if (chosen) return chosen;
  const columns = columnsFor(kind, name);
  if (isEmpty(target, columns) && !isEmpty(source, columns)) return 'source';
  // The later of two moments is the news.
  const later =
    kind.fields[name]?.type === 'instant' && String(source[columns[0]!]) > String(target[columns[0]!]);
  return later && !isEmpty(source, columns) ? 'source' : 'target';
}

/** Refuses names that are no field, or none that is chosen: a typing error must not lose a value. */
export function checkChoices(kind: RecordKind, fields: MergeBody['fields']): void {
  const known = choosableFields(kind);
  const wrong = Object.keys(fields ?? {}).filter((name) => !known.includes(name));
  if (wrong.length > 0)
    throw invalidFields(wrong.map((name) => fieldProblem(`fields.${name}`, 'unknown_field')));
}

function consentColumns(target: RecordRow, source: RecordRow, sides: ReadonlyMap<string, MergeSide>): Values {
  const columns: Values = {};
  for (const [flag, address] of Object.entries(follows)) {
    if (!(flag in target)) continue;
    const same = target[address] === source[address];
    // Of one address with two answers the careful one holds.
    columns[flag] = same
      ? target[flag] === true && source[flag] === true
      : (sides.get(address) === 'source' ? source : target)[flag];
  }
  return columns;
}

/** A contact stays the first of an account when either of the two was that of the account that is kept. */
function primaryColumns(target: RecordRow, source: RecordRow, accountId: unknown): Values {
  if (!('isPrimary' in target)) return {};
  const first = [target, source].some(
    (row) => row.isPrimary === true && row.accountId !== null && row.accountId === accountId,
  );
  return { isPrimary: first };
}

/**
 * The columns of the merged record that differ from the target's: field by field as chosen; what was not chosen keeps the
 * target's value, or takes the source's where the target has none. Tags are united.
 */
export function combined(kind: RecordKind, target: RecordRow, source: RecordRow, body: MergeBody): Values {
  const columns: Values = {};
  const sides = new Map<string, MergeSide>();
  for (const name of choosableFields(kind)) {
    const side = sideOf(kind, name, target, source, body.fields?.[name]);
    sides.set(name, side);
    for (const column of columnsFor(kind, name)) {
      columns[column] = (side === 'source' ? source : target)[column] ?? null;
    }
  }
  for (const [name, field] of Object.entries(kind.fields)) {
    // A record cannot lead to itself: the target below the source takes the source's place.
    if (field.type !== 'link' || field.to !== kind.name || field.readOnly) continue;
    const column = columnOf(name, field);
    if (columns[column] === source.id) columns[column] = source[column] ?? null;
    if (columns[column] === target.id) columns[column] = null;
  }
  if ('tags' in kind.fields) {
    columns.tags = [...new Set([...(target.tags as string[]), ...(source.tags as string[])])];
  }
  return {
    ...columns,
    ...consentColumns(target, source, sides),
    ...primaryColumns(target, source, columns.accountId),
  };
}

/** The company's own fields that only the source has, to be taken over with the rest. */
export function customOnlyIn(source: RecordRow, target: RecordRow): Values {
  const own = (target.custom ?? {}) as Values;
  return Object.fromEntries(
    Object.entries((source.custom ?? {}) as Values).filter(([key]) => (own[key] ?? null) === null),
  );
}
