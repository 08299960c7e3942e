import { type FieldErrorCode, fieldProblem } from '#domain/field-errors.ts';
import { invalidFields, type Problem } from '#domain/problems.ts';

/** A file that cannot be read as a table; `line` says where reading ended. */
export function refusedFile(code: FieldErrorCode, params: Record<string, string | number> = {}): Problem {
  return invalidFields([fieldProblem('file', code, params)]);
}
