import type { FastifyReply, FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { fieldErrors } from '#domain/field-errors.ts';
import { Problem } from '#domain/problems.ts';
import { authenticate, type Identity, type ReadSession } from '../access/authenticate.ts';
import type { Call, Origin, Principal } from '../access/call.ts';
import { requireCapability } from '../access/can.ts';
import { type KeyUses, noteKeyUse } from '../access/note-key-use.ts';
import { type PrincipalCache, withPrincipal } from '../access/principal-cache.ts';
import { runCall } from '../access/run.ts';
import { accessChanged } from '../database/transaction.ts';
import type { Services } from '../services.ts';
import type {
  AnyInput,
  Endpoint,
  FileAnswer,
  OnceContext,
  PublicContext,
  SessionContext,
} from './endpoint.ts';
import { claimKey, requestHash, storeAnswer } from './idempotency.ts';
import { receiveUpload, type UploadInput } from './receive-upload.ts';
import { refuseCrossSite } from './same-site.ts';
import { sendFile } from './send-file.ts';
import { answerOnce } from './session-once.ts';
import { keptAnswer, sendAnswer, type WrittenAnswer, writeAnswer } from './write-answer.ts';

export type Http = {
  services: Services;
  readSession: ReadSession;
  principals: PrincipalCache;
  keyUses: KeyUses;
  /** Answers with 500 whatever differs from the schema of its answer: for tests. */
  checkAnswers: boolean;
};

/** The headers of a request; one that was sent several times is joined by commas. */
export function headersOf(request: FastifyRequest): Headers {
  const headers = new Headers();
  for (const [name, value] of Object.entries(request.headers)) {
    if (value !== undefined) headers.set(name, Array.isArray(value) ? value.join(', ') : value);
  }
  return headers;
}

function parsed(schema: z.ZodType | undefined, value: unknown, absent: unknown): unknown {
  if (!schema) return undefined;
  const given = value ?? absent;
  const result = schema.safeParse(given);
  if (result.success) return result.data;
  throw new Problem('validation_failed', {
    detail: 'Some fields were refused.',
    errors: fieldErrors(result.error, given),
  });
}

// An entity tag stands in quotes; a bare number is what a hurried client means by one.
const entityTag = /^(?:(?:W\/)?"(\d{1,15})"|(\d{1,15}))$/;

function ifMatchOf(request: FastifyRequest): number | null {
  const header = request.headers['if-match'];
  if (header === undefined || header === '*') return null;
  const [, quoted, bare] = entityTag.exec(header) ?? [];
  const version = quoted ?? bare;
  if (version === undefined) {
    throw new Problem('malformed_request', { detail: 'If-Match must be a version in quotes, like "3".' });
  }
  return Number(version);
}

/** An id in the path that is no id names nothing: the answer is the same as for an id that does not exist. */
function parsedParams(schema: z.ZodType | undefined, value: unknown): unknown {
  const result = schema?.safeParse(value);
  if (result && !result.success) throw new Problem('not_found', { detail: 'There is no such record.' });
  return result?.data;
}

function inputOf(endpoint: Endpoint, request: FastifyRequest, body: unknown): AnyInput {
  return {
    params: parsedParams(endpoint.params, request.params),
    query: parsed(endpoint.query, request.query, {}),
    body: parsed(endpoint.body, body, {}),
    ifMatch: ifMatchOf(request),
  };
}

/** Does the work of one transaction, or answers as before where its Idempotency-Key is known. */
async function runOnce(
  http: Http,
  endpoint: Extract<Endpoint, { access: 'read' | 'write' | 'upload' }>,
  call: Call,
  { key, hashed, run }: { key: string | null; hashed: unknown; run(call: Call): Promise<unknown> },
): Promise<WrittenAnswer> {
  if (key === null) return writeAnswer(endpoint, await run(call), http.checkAnswers);
  const kept = await claimKey(call, key, requestHash(`${endpoint.method} ${endpoint.path}`, hashed));
  if (kept) return keptAnswer(kept);
  const answer = writeAnswer(endpoint, await run(call), http.checkAnswers);
  await storeAnswer(call, key, answer);
  return answer;
}

const mostReloads = 10;

/**
 * A file is made in many transactions. Should somebody's access change in between, it goes on with what the actor may do
 * from then on: half of it has been sent, so it cannot start anew as other requests do.
 */
function inCallsOfFile(
  http: Http,
  endpoint: Exclude<Endpoint, { access: 'public' }>,
  asker: { identity: Identity; principal: Principal },
  options: { requestId: string; origin: Origin },
): SessionContext['inCall'] {
  let { principal } = asker;
  return async (access, run) => {
    for (let tries = 1; ; tries += 1) {
      try {
        return await runCall(http.services, principal, { access, ...options }, run);
      } catch (error) {
        if (error !== accessChanged || tries >= mostReloads) throw error;
        const now = await asker.identity.load();
        if (!now) throw notSignedIn();
        requireAllowed(endpoint, now);
        principal = now;
      }
    }
  };
}

async function answer(
  http: Http,
  endpoint: Exclude<Endpoint, { access: 'public' }>,
  { identity, principal }: { identity: Identity; principal: Principal },
  context: PublicContext,
  request: FastifyRequest,
): Promise<WrittenAnswer | FileAnswer> {
  if (isOver(principal, http.services.clock.now())) throw notSignedIn();
  const { requestId, origin } = context;
  const inCall = <T>(access: 'read' | 'write', run: (call: Call) => Promise<T>) =>
    runCall(http.services, principal, { access, requestId, origin }, run);
  try {
    requireAllowed(endpoint, principal);
  } catch (refusal) {
    // The cached principal may be the old one: a transaction says so, and then the request starts anew.
    await inCall('read', async () => {});
    throw refusal;
  }
  const ownCalls = () => inCallsOfFile(http, endpoint, { identity, principal }, { requestId, origin });
  if (endpoint.access === 'upload') {
    const { orgId } = principal;
    const calls = ownCalls();
    return receive(http, endpoint, { ...context, orgId, inCall: calls }, request);
  }
  const input = inputOf(endpoint, request, request.body);
  if (endpoint.access === 'file') {
    const run = endpoint.run as (context: SessionContext, input: AnyInput) => Promise<FileAnswer>;
    const calls = ownCalls();
    return run({ ...context, inCall: calls }, input);
  }
  if (endpoint.access === 'session') {
    const run = endpoint.run as (context: OnceContext, input: AnyInput) => Promise<unknown>;
    const asked = { key: keyOf(endpoint, request), input, check: http.checkAnswers };
    return answerOnce(endpoint, { ...context, inCall }, asked, (once) =>
      run({ ...context, inCall, once }, input),
    );
  }
  const run = endpoint.run as (call: Call, input: AnyInput) => Promise<unknown>;
  // A POST that only reads, such as pricing, has nothing to repeat and no right to keep an answer.
  const key = endpoint.access === 'write' ? keyOf(endpoint, request) : null;
  return inCall(endpoint.access, (call) =>
    runOnce(http, endpoint, call, { key, hashed: input, run: () => run(call, input) }),
  );
}

function keyOf(endpoint: Endpoint, request: FastifyRequest): string | null {
  const header = request.headers['idempotency-key'];
  return endpoint.method === 'POST' && typeof header === 'string' && header !== '' ? header : null;
}

/** The way of an upload: everything but the body is read first, so that a bad request costs no upload. */
function receive(
  http: Http,
  endpoint: Extract<Endpoint, { access: 'upload' }>,
  context: SessionContext & { orgId: string },
  request: FastifyRequest,
): Promise<WrittenAnswer> {
  inputOf({ ...endpoint, body: undefined }, request, undefined);
  const run = endpoint.run as (call: Call, input: UploadInput) => Promise<unknown>;
  const key = keyOf(endpoint, request);
  return receiveUpload(context, endpoint, request, {
    parse: (fields) => inputOf(endpoint, request, fields),
    finish: async (call, input) => {
      const { size, sha256, name, declaredType } = input.file;
      const { params, query, body, ifMatch } = input;
      const hashed = { params, query, body, ifMatch, file: { size, sha256, name, declaredType } };
      return runOnce(http, endpoint, call, { key, hashed, run: () => run(call, input) });
    },
  });
}

function requireAllowed(endpoint: Exclude<Endpoint, { access: 'public' }>, principal: Principal): void {
  if (endpoint.module && !principal.modules.has(endpoint.module)) {
    throw new Problem('module_disabled', {
      detail: `The module ${endpoint.module} is switched off.`,
      module: endpoint.module,
    });
  }
  if (endpoint.capability) requireCapability(principal, endpoint.capability);
}

/** Whether an API key has expired; the cached principal of one may outlive it. */
export function isOver(principal: Principal, now: Date): boolean {
  return principal.expiresAt !== null && Date.parse(principal.expiresAt) <= now.getTime();
}

function isFile(result: unknown): result is FileAnswer {
  return typeof result === 'object' && result !== null && 'chunks' in result;
}

export function notSignedIn(): Problem {
  return new Problem('not_signed_in', { detail: 'Sign in, or send a valid API key.' });
}

/** The way of one request: session or key → module, capability → schemas → the transaction → the answer. */
export async function handleRequest(
  http: Http,
  endpoint: Endpoint,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const headers = headersOf(request);
  const context: PublicContext = {
    services: http.services,
    origin: { ip: request.ip, userAgent: headers.get('user-agent')?.slice(0, 400) ?? null },
    requestId: request.id,
    headers,
    setHeader: (name, value) => {
      reply.header(name, value);
    },
  };
  if (endpoint.access === 'public') {
    refuseCrossSite(http.services.config, request);
    const run = endpoint.run as (context: PublicContext, input: AnyInput) => Promise<unknown>;
    const result = await run(context, inputOf(endpoint, request, request.body));
    if (isFile(result)) return sendFile(reply, result);
    return sendAnswer(reply, writeAnswer(endpoint, result, http.checkAnswers));
  }
  const identity: Identity | null = await authenticate(http.services, http.readSession, headers);
  if (!identity) throw notSignedIn();
  if (identity.via === 'session') refuseCrossSite(http.services.config, request);
  const done = await withPrincipal(
    http.principals,
    identity.cacheKey,
    () => identity.load(),
    (principal) => answer(http, endpoint, { identity, principal }, context, request),
  );
  if (!done) throw notSignedIn();
  if (identity.apiKey) noteKeyUse(http.services, http.keyUses, identity.apiKey);
  return 'chunks' in done.value ? sendFile(reply, done.value) : sendAnswer(reply, done.value);
}
