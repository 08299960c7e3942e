import { type CustomField, hasCustomFields } from '#domain/custom-fields.ts';
import { readCustomValue } from '#domain/custom-values.ts';
import { fieldProblem } from '#domain/field-errors.ts';
import { type FieldProblem, invalidFields } from '#domain/problems.ts';
import { onOneLine } from '#domain/scope.ts';
import type { Call } from '#platform/access/call.ts';
import { canonicalJson } from '#platform/audit/chain.ts';
import { kindNamed, type RecordKind, type RecordRow, type Values } from '../kind.ts';
import { findToLink } from '../read-record.ts';
import { allCustomFieldsOf, lockCustomFields } from './definitions.ts';
import { mirrorValues } from './mirror.ts';

/** What a write does to a record's custom values. */
export type CustomChange = {
  /** The column as it will be. */
  values: Values;
  /** What differs, as `custom.<key>`, for the audit log and the timeline. */
  before: Values;
  after: Values;
  /** Mirrors what changed; called once the record itself is written. */
  write(row: RecordRow): Promise<void>;
};

export type CustomWrite = {
  given: Values;
  current: RecordRow | null;
  scopePath: string;
  /** Whether the values come from another record, where they were checked: nothing is required, links may be archived. */
  inherited: boolean;
};

const valuesOf = (row: RecordRow | null) => (row?.custom ?? {}) as Values;

async function memberProblem(call: Call, path: string, id: string): Promise<FieldProblem | null> {
  const member = await call.database
    .selectFrom('member')
    .select('status')
    .where('orgId', '=', call.orgId)
    .where('id', '=', id)
    .executeTakeFirst();
  if (!member) return fieldProblem(path, 'not_found');
  return member.status === 'active' ? null : fieldProblem(path, 'inactive');
}

async function linkProblem(call: Call, field: CustomField, id: string, scopePath: string) {
  const path = `custom.${field.key}`;
  if (field.type === 'member') return memberProblem(call, path, id);
  const row = await findToLink(call, kindNamed(field.linkTo!), id);
  if (!row) return fieldProblem(path, 'not_found');
  if (row.archivedAt !== null) return fieldProblem(path, 'inactive');
  return onOneLine(row.scopePath, scopePath) ? null : fieldProblem(path, 'other_scope');
}

const isEmpty = (value: unknown) => value === null || value === undefined;

/** Reads what was given over what there was; a new record starts with the defaults. Adds what is wrong to `problems`. */
function read(fields: readonly CustomField[], write: CustomWrite, problems: FieldProblem[]): Values {
  const given = (write.given.custom ?? {}) as Values;
  const next = { ...valuesOf(write.current) };
  for (const name of Object.keys(given)) {
    const known = fields.some(({ key }) => key === name);
    if (!known && !write.inherited) problems.push(fieldProblem(`custom.${name}`, 'unknown_field'));
  }
  for (const field of fields) {
    const named = given[field.key];
    const isNew = write.current === null;
    const input = named === undefined && isNew ? field.defaultValue : named;
    if (input === undefined) continue;
    // What was taken over may be out of use by now.
    const before = write.inherited ? input : next[field.key];
    const value = readCustomValue(field, input, before);
    if (!value.ok) problems.push(...value.problems);
    else if (!isEmpty(value.value)) next[field.key] = value.value;
    else {
      delete next[field.key];
      if (field.required && !write.inherited) problems.push(fieldProblem(`custom.${field.key}`, 'required'));
    }
  }
  return next;
}

async function checkLinks(
  call: Call,
  fields: readonly CustomField[],
  next: Values,
  { current, scopePath, inherited }: CustomWrite,
): Promise<FieldProblem[]> {
  const before = valuesOf(current);
  const moved = current !== null && current.scopePath !== scopePath;
  const problems: FieldProblem[] = [];
  for (const field of fields) {
    if (field.type !== 'member' && field.type !== 'link') continue;
    const id = next[field.key];
    const changed = id !== before[field.key];
    if (typeof id !== 'string' || !(changed || (moved && field.type === 'link'))) continue;
    const problem = await linkProblem(call, field, id, scopePath);
    if (problem && !(inherited && problem.code !== 'other_scope')) problems.push(problem);
  }
  return problems;
}

/**
 * Checks what a write says of the company's own fields: known keys, types, limits, options, links on one line of the
 * hierarchy; what is required on a new record or where it is named. Null when nothing of it changes. Throws 422 with every
 * problem at `custom.<key>`.
 */
export async function customChange(
  call: Call,
  kind: RecordKind,
  write: CustomWrite,
): Promise<CustomChange | null> {
  if (!hasCustomFields(kind.name)) return null;
  const given = Object.keys((write.given.custom ?? {}) as Values);
  if (given.length === 0 && (await allCustomFieldsOf(call, kind.name)).length === 0) return null;
  const moved = write.current !== null && write.current.scopePath !== write.scopePath;
  if (given.length === 0 && write.current !== null && !moved) return null;
  const fields = await lockCustomFields(call, kind.name);
  const problems: FieldProblem[] = [];
  const next = read(fields, write, problems);
  if (problems.length === 0) problems.push(...(await checkLinks(call, fields, next, write)));
  if (problems.length > 0) throw invalidFields(problems);
  const was = valuesOf(write.current);
  const changed = fields.filter(
    ({ key }) => canonicalJson(was[key] ?? null) !== canonicalJson(next[key] ?? null),
  );
  if (changed.length === 0) return null;
  const named = (values: Values) =>
    Object.fromEntries(changed.map(({ key }) => [`custom.${key}`, values[key] ?? null]));
  return {
    values: next,
    before: named(was),
    after: named(next),
    write: (row) => mirrorValues(call, row, changed, next, write.current === null),
  };
}
