import { fieldProblem } from '#domain/field-errors.ts';
import type { ImportKind, ImportPlan, ImportTarget } from '#domain/imports.ts';
import { type FieldProblem, invalidFields } from '#domain/problems.ts';
import { matchKeysOf } from './targets.ts';

/** Refuses a plan that names columns, fields or match keys that are not there, or fills a field from two columns. */
export function checkPlan(
  kind: ImportKind,
  plan: ImportPlan,
  headers: readonly string[],
  targets: readonly ImportTarget[],
): void {
  const problems: FieldProblem[] = [];
  const keys = new Set(targets.map(({ key }) => key));
  const taken = new Set<string>();
  for (const [column, field] of Object.entries(plan.mapping)) {
    const path = `mapping.${column}`;
    if (!headers.includes(column)) problems.push(fieldProblem(path, 'not_found'));
    else if (field === null || field === '') continue;
    else if (!keys.has(field)) problems.push(fieldProblem(path, 'unknown_value'));
    else if (taken.has(field)) problems.push(fieldProblem(path, 'duplicate'));
    else taken.add(field);
  }
  if (taken.size === 0 && problems.length === 0) problems.push(fieldProblem('mapping', 'required'));
  for (const [at, key] of plan.matchOn.entries()) {
    const known = matchKeysOf(kind).includes(key);
    if (!known) {
      const allowed = matchKeysOf(kind).join(', ');
      problems.push(fieldProblem(`matchOn.${at}`, 'unknown_value', { allowed }));
    } else if (!taken.has(key)) problems.push(fieldProblem(`matchOn.${at}`, 'required'));
  }
  if (problems.length > 0) throw invalidFields(problems);
}
