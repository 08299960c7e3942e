/**
 * Every refusal that Parley can answer with, and its HTTP status. A closed list: the web translates the codes
 * and outside clients switch on them, so a code is never renamed.
 */
export const problemStatus = {
  malformed_request: 400,
  not_signed_in: 401,
  wrong_credentials: 401,
  second_factor_required: 401,
  wrong_code: 401,
  forbidden: 403,
  module_disabled: 403,
  not_found: 404,
  method_not_allowed: 405,
  already_set_up: 409,
  already_exists: 409,
  already_converted: 409,
  illegal_transition: 409,
  not_editable: 409,
  not_shareable: 409,
  has_dependents: 409,
  archived: 409,
  last_administrator: 409,
  invitation_used: 409,
  in_progress: 409,
  cannot_undo: 409,
  approval_required: 409,
  recipient_suppressed: 409,
  exceeds_balance: 409,
  stale_version: 412,
  too_large: 413,
  quota_exceeded: 413,
  range_not_satisfiable: 416,
  unsupported_media_type: 415,
  validation_failed: 422,
  no_recipient: 422,
  idempotency_key_reused: 422,
  link_expired: 410,
  too_many_requests: 429,
  internal_error: 500,
  unavailable: 503,
} as const;

export type ProblemCode = keyof typeof problemStatus;

/** One field that was refused: `path` as typed by the client (`lines.0.quantity`), `code` from `fieldErrorCodes`. */
export type FieldProblem = {
  path: string;
  code: string;
  message: string;
  params?: Record<string, string | number>;
};

export type ProblemData = {
  /** What happened, in a sentence for a person. */
  detail?: string;
  errors?: FieldProblem[];
  /** Extra members of the problem document (`from`, `to`, `allowed`, `capability`, …). */
  [member: string]: unknown;
};

/** A refusal as a value that can be thrown: its code decides the HTTP status, its data goes to the client. */
export class Problem extends Error {
  readonly code: ProblemCode;
  readonly data: ProblemData;

  constructor(code: ProblemCode, data: ProblemData = {}) {
    super(data.detail ?? code);
    this.name = 'Problem';
    this.code = code;
    this.data = data;
  }
}

export function isProblem(error: unknown): error is Problem {
  return error instanceof Problem;
}

/** The record is absent, or outside what the caller may see: the two are never told apart. */
export function notFound(kind: string): Problem {
  return new Problem('not_found', { detail: `There is no such ${kind}.` });
}

/** One field is refused by a rule that needs more than the request to check. */
export function invalidField(
  path: string,
  code: string,
  message: string,
  params?: FieldProblem['params'],
): Problem {
  return invalidFields([{ path, code, message, ...(params ? { params } : {}) }]);
}

export function invalidFields(errors: FieldProblem[]): Problem {
  return new Problem('validation_failed', { detail: 'Some fields were refused.', errors });
}

/** A state machine refuses a move; `allowed` lists where the record may go instead. */
export function illegalTransition(from: string, to: string, allowed: readonly string[]): Problem {
  return new Problem('illegal_transition', {
    detail: `A record that is ${from} cannot become ${to}.`,
    from,
    to,
    allowed,
  });
}
