import { isDeepStrictEqual } from 'node:util';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import type { Endpoint } from './endpoint.ts';

/** An answer as it goes over the wire. `version` is that of the record in it, if there is one. */
export type WrittenAnswer = { status: number; body: string; version: number | null; replayed: boolean };

/**
 * Writes what an operation returned. With `check`, an answer that lacks a field, has an unknown one or one of another
 * type than its schema says is an error: tests run so, and plain serialising stays cheap elsewhere.
 */
export function writeAnswer(endpoint: Endpoint, result: unknown, check: boolean): WrittenAnswer {
  const status = endpoint.status ?? (endpoint.answer ? 200 : 204);
  if (status === 204) return { status, body: '', version: null, replayed: false };
  const body = JSON.stringify(result);
  if (check && endpoint.answer) requireFits(`${endpoint.method} ${endpoint.path}`, endpoint.answer, body);
  return { status, body, version: versionOf(result), replayed: false };
}

/** An answer that was kept under an Idempotency-Key, as it was sent the first time. */
export function keptAnswer({ status, body }: { status: number; body: string }): WrittenAnswer {
  return { status, body, version: body === '' ? null : versionOf(JSON.parse(body)), replayed: true };
}

function versionOf(result: unknown): number | null {
  const version = (result as { version?: unknown } | null)?.version;
  return typeof version === 'number' ? version : null;
}

function requireFits(place: string, schema: z.ZodType, body: string): void {
  const given: unknown = JSON.parse(body);
  const read = schema.safeParse(given);
  if (!read.success) {
    throw new Error(`The answer of ${place} breaks its schema:\n${z.prettifyError(read.error)}\n${body}`);
  }
  if (!isDeepStrictEqual(read.data, given)) {
    throw new Error(
      `The answer of ${place} is more than its schema names.\nAnswer: ${body}\nSchema: ${JSON.stringify(read.data)}`,
    );
  }
}

export function sendAnswer(reply: FastifyReply, answer: WrittenAnswer): FastifyReply {
  if (answer.replayed) reply.header('idempotency-replayed', 'true');
  if (answer.status === 204) return reply.code(204).send();
  if (answer.version !== null) reply.header('etag', `"${answer.version}"`);
  return reply.code(answer.status).type('application/json; charset=utf-8').send(answer.body);
}
