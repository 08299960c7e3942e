import type { BulkAction, BulkBody } from '#domain/bulk.ts';
import { fieldErrors, fieldProblem } from '#domain/field-errors.ts';
import { type FieldProblem, invalidFields } from '#domain/problems.ts';
import type { RecordKind, Values } from '#records/kind.ts';
import { patchWayOf } from '#records/patch-record.ts';

/** Besides a kind's own fields. */
const common: readonly string[] = ['ownerId', 'scope', 'custom'];

const below = (problems: FieldProblem[]) =>
  problems.map((problem) => ({ ...problem, path: problem.path ? `values.${problem.path}` : 'values' }));

function namesOf(kind: RecordKind, action: BulkAction): (name: string) => boolean {
  if (action === 'assign') return (name) => name === 'ownerId';
  if (action === 'tag' || action === 'untag') return (name) => name === 'tags';
  return (name) => {
    const field = kind.fields[name];
    return common.includes(name) || (field !== undefined && !field.readOnly && field.type !== 'json');
  };
}

/**
 * The values of a bulk change as the kind's own PATCH reads them. Refuses, below `values`, what is no field of the kind,
 * what the action does not take, and what a single write would refuse for every record.
 */
export function valuesOf(kind: RecordKind, { action, values }: BulkBody): Values {
  const given = values ?? {};
  const names = Object.keys(given);
  if (action === 'archive' || action === 'restore') {
    if (names.length > 0) throw invalidFields([fieldProblem('values', 'not_allowed')]);
    return {};
  }
  const known = namesOf(kind, action);
  const strange = names.filter((name) => !known(name));
  if (strange.length > 0) {
    throw invalidFields(strange.map((name) => fieldProblem(`values.${name}`, 'unknown_field')));
  }
  if (names.length === 0) throw invalidFields([fieldProblem('values', 'required')]);
  const parsed = patchWayOf(kind)!.patch.safeParse(given);
  if (!parsed.success) throw invalidFields(below(fieldErrors(parsed.error, given)));
  const read = parsed.data as Values;
  if (action === 'tag' || action === 'untag') {
    const { tags } = read as { tags?: string[] };
    if (!tags || tags.length === 0) throw invalidFields([fieldProblem('values.tags', 'too_few', { min: 1 })]);
  }
  // Only what was named: a schema may fill in what was not.
  return Object.fromEntries(Object.entries(read).filter(([name]) => Object.hasOwn(given, name)));
}
