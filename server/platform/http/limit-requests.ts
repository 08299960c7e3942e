import { createHash } from 'node:crypto';
import rateLimit from '@fastify/rate-limit';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { Problem } from '#domain/problems.ts';

const minuteMs = 60_000;
// Everybody behind one address together: an office shares one, and so does a program that tries invented keys.
const addressFactor = 10;

/** What a request is counted by, or null: then only its address counts. It need not be valid, so both limits hold. */
function credentialOf(request: FastifyRequest): string | null {
  const { authorization, cookie = '' } = request.headers;
  const session = cookie.split(';').find((one) => /^[^=]*session_token=./.test(one));
  const credential = authorization ?? session?.trim();
  return credential === undefined
    ? null
    : createHash('sha256').update(credential).digest('base64url').slice(0, 22);
}

/**
 * Limits the API to `perMinute` requests for each key, session or, without either, address, and every address to ten
 * times that. Past it: 429 with Retry-After.
 */
export async function limitRequests(app: FastifyInstance, perMinute: number): Promise<void> {
  await app.register(rateLimit, {
    max: perMinute,
    timeWindow: minuteMs,
    cache: 20_000,
    keyGenerator: (request) => credentialOf(request) ?? request.ip,
    allowList: (request) => !request.url.startsWith('/api/'),
  });
  const ofAddress = app.createRateLimit({
    max: perMinute * addressFactor,
    timeWindow: minuteMs,
    keyGenerator: (request) => request.ip,
  });
  app.addHook('onRequest', async (request, reply) => {
    if (!request.url.startsWith('/api/')) return;
    const used = await ofAddress(request);
    if (used.isAllowed || !used.isExceeded) return;
    reply.header('retry-after', used.ttlInSeconds);
    throw new Problem('too_many_requests', {
      detail: 'Too many requests from this address; try again later.',
    });
  });
}

/** A limit of a single route, counted by address whatever the request carries: for sign-in and other open doors. */
export function addressLimit(perMinute: number) {
  return {
    max: perMinute,
    timeWindow: minuteMs,
    keyGenerator: (request: FastifyRequest) => request.ip,
  };
}
