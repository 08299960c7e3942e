import type { CustomField } from '#domain/custom-fields.ts';
import { readCustomValue } from '#domain/custom-values.ts';
import { invalidFields } from '#domain/problems.ts';

/** What new records start with, checked as a value of the field itself. Throws 422 at `defaultValue`. */
export function readDefault(field: CustomField, given: unknown): unknown {
  const read = readCustomValue(field, given ?? null, null, 'defaultValue');
  if (!read.ok) throw invalidFields(read.problems);
  return read.value;
}
