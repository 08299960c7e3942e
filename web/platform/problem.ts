import type { FieldProblem, ProblemCode } from '#domain/problems.ts';

/** What the server answers when it refuses (RFC 9457), plus `offline` when there was no answer at all. */
export type ProblemDocument = {
  status: number;
  code: ProblemCode | 'offline' | string;
  title?: string;
  detail?: string;
  errors?: FieldProblem[];
  requestId?: string;
  [member: string]: unknown;
};

export class ApiProblem extends Error {
  readonly document: ProblemDocument;

  constructor(document: ProblemDocument) {
    super(document.detail ?? document.title ?? document.code);
    this.name = 'ApiProblem';
    this.document = document;
  }
}

export function problemOf(error: unknown): ProblemDocument {
  if (error instanceof ApiProblem) return error.document;
  return {
    status: 0,
    code: 'internal_error',
    detail: error instanceof Error ? error.message : String(error),
  };
}

export function hasCode(error: unknown, code: ProblemCode | 'offline'): boolean {
  return error instanceof ApiProblem && error.document.code === code;
}
