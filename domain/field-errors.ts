import type { z } from 'zod';
import type { FieldProblem } from './problems.ts';

type Params = Record<string, string | number>;

// One sentence for programs and logs per code; people read the web's translation of the code.
const sentences = {
  required: () => 'A value is required.',
  invalid_type: () => 'The value has the wrong type.',
  invalid_format: () => 'The value has the wrong format.',
  invalid_characters: () => 'The text contains control or broken characters.',
  too_long: ({ max }: Params) => `At most ${max} characters are allowed.`,
  too_short: ({ min }: Params) => `At least ${min} characters are needed.`,
  too_many: ({ max }: Params) => `At most ${max} entries are allowed.`,
  too_few: ({ min }: Params) => `At least ${min} entries are needed.`,
  out_of_range: (params: Params) => `The value must be ${range(params)}.`,
  too_many_decimals: ({ max, currency }: Params) =>
    currency ? `The amount has more decimals than ${currency} has.` : `At most ${max} decimals are allowed.`,
  invalid_date: () => 'This is not a date that exists, written YYYY-MM-DD (instants: RFC 3339).',
  invalid_email: () => 'This is not an email address.',
  invalid_phone: () => 'This is not a telephone number.',
  invalid_url: () => 'This is not a web address that starts with http:// or https://.',
  unknown_field: () => 'There is no such field here.',
  unknown_value: ({ allowed }: Params) =>
    allowed ? `The value must be one of: ${allowed}.` : 'This value is not known.',
  not_allowed: ({ because }: Params) => `The field is not allowed here${because ? ` (${because})` : ''}.`,
  before_start: () => 'The end may not be before the start.',
  not_found: () => 'There is no such record.',
  other_scope: () => 'The record belongs to another part of the company and cannot be linked here.',
  inactive: () => 'The value is no longer in use.',
  already_exists: () => 'This value is taken already.',
  duplicate: () => 'The value is given twice.',
  exceeds_subtotal: () => 'The discount is greater than the subtotal.',
  cannot_see: () => 'This member may not see the record, or is not active.',
  disguised_file: () => 'The content of the file is not what its name or its type says.',
  dangerous_file: () => 'Programs and scripts are not taken.',
  private_address: () => 'This is not an address on the internet.',
  exceeds_balance: () => 'The amount is greater than what is still due.',
  unprintable: ({ character }: Params) => `No font of the documents has the character ${character}.`,
  unknown_merge_field: ({ line, name }: Params) => `Line ${line}: there is no field {{${name}}}.`,
  broken_merge_field: ({ line }: Params) => `Line ${line}: {{ and }} do not belong together.`,
} satisfies Record<string, (params: Params) => string>;

/** The rules that a field can break. A closed list: the web translates it and clients switch on it. */
export type FieldErrorCode = keyof typeof sentences;

export const fieldErrorCodes = Object.keys(sentences) as FieldErrorCode[];

function range({ min, above, max }: Params): string {
  const low = above !== undefined ? `greater than ${above}` : min !== undefined ? `at least ${min}` : '';
  return [low, max === undefined ? '' : `at most ${max}`].filter(Boolean).join(' and ');
}

/** A field error with its sentence; `params` carry the numbers of the rule for the translation. */
export function fieldProblem(path: string, code: FieldErrorCode, params: Params = {}): FieldProblem {
  const problem = { path, code, message: sentences[code](params) };
  return Object.keys(params).length === 0 ? problem : { ...problem, params };
}

type Issue = z.core.$ZodIssue;
type Path = readonly PropertyKey[];

function valueAt(input: unknown, path: Path): unknown {
  return path.reduce<unknown>(
    (value, key) => (typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined),
    input,
  );
}

function sized(origin: string, limit: 'max' | 'min', bound: number | bigint): [FieldErrorCode, Params] {
  const params = { [limit]: Number(bound) };
  if (origin === 'string') {
    if (limit === 'max') return ['too_long', params];
    return bound === 1 ? ['required', {}] : ['too_short', params];
  }
  if (origin === 'array' || origin === 'set') return [limit === 'max' ? 'too_many' : 'too_few', params];
  return ['out_of_range', params];
}

function isCode(code: unknown): code is FieldErrorCode {
  return typeof code === 'string' && Object.hasOwn(sentences, code);
}

function customRule(params: Record<string, unknown> = {}): [FieldErrorCode, Params] {
  const { code, ...rest } = params;
  return [isCode(code) ? code : 'invalid_format', rest as Params];
}

function ruleOf(issue: Issue): [FieldErrorCode, Params] {
  switch (issue.code) {
    case 'invalid_type':
      return issue.expected === 'int'
        ? ['too_many_decimals', { max: 0 }]
        : ['invalid_type', { expected: issue.expected }];
    case 'too_big':
      return sized(issue.origin, 'max', issue.maximum);
    case 'too_small':
      return sized(issue.origin, 'min', issue.minimum);
    case 'invalid_value':
      return ['unknown_value', { allowed: issue.values.map(String).join(', ') }];
    case 'invalid_format':
      return ['invalid_format', { format: issue.format }];
    case 'custom':
      return customRule(issue.params);
    case 'invalid_union':
      return issue.errors.length === 0 ? ['unknown_value', {}] : ['invalid_type', {}];
    default:
      return ['invalid_format', {}];
  }
}

/** Where every alternative of a union failed, the one that failed latest says what is wrong. */
function deepestBranch(issue: z.core.$ZodIssueInvalidUnion): Issue[] | undefined {
  const inside = issue.errors.filter((branch) =>
    branch.some((nested) => nested.path.length > 0 || nested.code !== 'invalid_type'),
  );
  return inside.length === 1 ? inside[0] : undefined;
}

function problemsOf(issue: Issue, parent: Path, input: unknown): FieldProblem[] {
  const path = [...parent, ...issue.path];
  const at = path.map(String).join('.');
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => fieldProblem([...path, key].map(String).join('.'), 'unknown_field'));
  }
  const missing = valueAt(input, path) === undefined || valueAt(input, path) === null;
  if (missing && issue.code !== 'custom') return [fieldProblem(at, 'required')];
  const nested = issue.code === 'invalid_union' ? deepestBranch(issue) : undefined;
  if (nested) return nested.flatMap((inner) => problemsOf(inner, path, input));
  return [fieldProblem(at, ...ruleOf(issue))];
}

// Nobody reads more; a body of nothing but mistakes must not be answered with a hundred times its size.
const mostProblems = 200;

/**
 * What Zod found, as field errors: `path` joined by dots (`lines.0.quantity`, empty for the body itself), `code` from
 * the closed list. `input` is the value that was parsed: it tells "missing" (absent or null) from "wrong type". Each
 * path is named once, with the first rule that it broke; the first 200 paths are named.
 */
export function fieldErrors(error: z.core.$ZodError, input: unknown): FieldProblem[] {
  const byPath = new Map<string, FieldProblem>();
  for (const problem of error.issues.flatMap((issue) => problemsOf(issue, [], input))) {
    if (!byPath.has(problem.path)) byPath.set(problem.path, problem);
  }
  return [...byPath.values()].slice(0, mostProblems);
}
