import type { FastifyRequest } from 'fastify';
import { Problem } from '#domain/problems.ts';
import type { Config } from '../config/config.ts';

const safe = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * The second fence against cross-site request forgery, behind the cookie's SameSite=Lax: a browser says where a request
 * comes from, and a change asked for by another site is refused. Programs send neither header and carry no cookie.
 */
export function refuseCrossSite(config: Config, request: FastifyRequest): void {
  if (safe.has(request.method)) return;
  const site = request.headers['sec-fetch-site'];
  if (site === 'same-origin' || site === 'none') return;
  const origin = request.headers.origin;
  if (site === undefined && origin === undefined) return;
  if (
    origin !== undefined &&
    (origin === new URL(config.publicUrl).origin || hostOf(origin) === request.host)
  )
    return;
  throw new Problem('forbidden', { detail: 'The request came from another site.' });
}

function hostOf(origin: string): string | null {
  return URL.canParse(origin) ? new URL(origin).host : null;
}
