import type { FastifyReply, FastifyRequest } from 'fastify';
import { isProblem, Problem, type ProblemCode, problemStatus } from '#domain/problems.ts';
import { problemOfDatabaseError } from '../database/refusals.ts';
import { accessChanged } from '../database/transaction.ts';

const fastifyCodes: Record<string, ProblemCode> = {
  FST_ERR_CTP_INVALID_MEDIA_TYPE: 'unsupported_media_type',
  FST_ERR_CTP_BODY_TOO_LARGE: 'too_large',
  FST_ERR_CTP_INVALID_JSON_BODY: 'malformed_request',
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: 'malformed_request',
  FST_ERR_CTP_EMPTY_JSON_BODY: 'malformed_request',
  FST_ERR_BAD_URL: 'malformed_request',
  FST_ERR_MAX_PARAM_LENGTH: 'not_found',
};

const titles: Partial<Record<ProblemCode, string>> = {
  internal_error: 'Something went wrong on our side.',
  malformed_request: 'The request cannot be read.',
};

function title(code: ProblemCode): string {
  const words = code.replaceAll('_', ' ');
  return titles[code] ?? words.charAt(0).toUpperCase() + words.slice(1);
}

/** Any error as a problem: ours as it is, Fastify's and PostgreSQL's by what they mean, all else is internal. */
export function problemOf(error: unknown): Problem {
  if (isProblem(error)) return error;
  if (error === accessChanged) {
    return new Problem('unavailable', { detail: 'Access rights are being changed right now; try again.' });
  }
  const known = problemOfDatabaseError(error);
  if (known) return known;
  const { code, statusCode, message } = error as { code?: string; statusCode?: number; message?: string };
  const mapped = code === undefined ? undefined : fastifyCodes[code];
  if (mapped) return new Problem(mapped, { detail: message?.slice(0, 300) });
  if (statusCode === 429)
    return new Problem('too_many_requests', { detail: 'Too many requests; try again later.' });
  if (statusCode !== undefined && statusCode >= 400 && statusCode < 500) {
    return new Problem('malformed_request', { detail: message });
  }
  return new Problem('internal_error', { detail: 'The error was logged with the request id.' });
}

/** The problem document of RFC 9457. */
export function problemDocument(problem: Problem, requestId: string): Record<string, unknown> {
  const { detail, errors, ...members } = problem.data;
  return {
    type: `urn:parley:problem:${problem.code}`,
    title: title(problem.code),
    status: problemStatus[problem.code],
    code: problem.code,
    detail: detail ?? title(problem.code),
    ...(errors ? { errors } : {}),
    ...members,
    requestId,
  };
}

// What a status obliges an answer to say in a header; `retryAfterSeconds` of the problem wins over the habit.
function addHeaders(problem: Problem, status: number, reply: FastifyReply): void {
  if (problem.code === 'not_signed_in') reply.header('www-authenticate', 'Bearer realm="Parley"');
  const { retryAfterSeconds } = problem.data;
  if (typeof retryAfterSeconds === 'number') reply.header('retry-after', Math.ceil(retryAfterSeconds));
  else if (status === 503) reply.header('retry-after', 5);
}

/** Answers with a problem document; an internal error is logged with its cause. */
export function sendProblem(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const problem = problemOf(error);
  const status = problemStatus[problem.code];
  addHeaders(problem, status, reply);
  // A file may fail before its first byte is out: what was said of it does not hold of the problem.
  reply.removeHeader('content-encoding').removeHeader('content-disposition');
  // A request that the router could not even read has passed no hook.
  reply.header('x-request-id', request.id).header('cache-control', 'no-store');
  if (status >= 500) request.log.error({ err: error }, 'request failed');
  return reply
    .code(status)
    .type('application/problem+json; charset=utf-8')
    .send(JSON.stringify(problemDocument(problem, request.id)));
}
