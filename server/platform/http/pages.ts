import { existsSync, statSync } from 'node:fs';
import { join, normalize, sep } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { notBuiltPage } from './not-built-page.ts';

const yearMs = 365 * 86_400_000;
/** Paths that are no pages of the signed-in app: the API, and what recipients of a link will open. */
const elsewhere = /^\/(api|p|u|verify|mcp|calendar)(\/|$)/;

/** Gives replies their `sendFile`; pages and documentation both need it. */
export async function sendFiles(app: FastifyInstance): Promise<void> {
  await app.register(fastifyStatic, { serve: false });
}

function wantsPage(request: FastifyRequest): boolean {
  return (request.headers.accept ?? '').includes('text/html');
}

/** The file below `dist` that a path names, or null. Hidden files and whatever lies outside are not there. */
function fileOf(dist: string, pathname: string): string | null {
  const file = normalize(pathname).replace(/^[/\\]+/, '');
  if (file === '' || file.includes('\0') || file.split(sep).some((part) => part.startsWith('.'))) return null;
  return statSync(join(dist, file), { throwIfNoEntry: false })?.isFile() ? file : null;
}

function pathnameOf(request: FastifyRequest): string {
  const path = request.url.split('?')[0] ?? '/';
  try {
    return decodeURIComponent(path);
  } catch {
    return '/';
  }
}

/**
 * Serves the web client in `dist`: files with a hash in their name may be kept for ever, all others are asked for
 * again each time. Every other path that a browser opens gets the app's page, which knows what to show there.
 */
export function mountPages(app: FastifyInstance, dist: string): void {
  const answer = (request: FastifyRequest, reply: FastifyReply) => {
    const pathname = pathnameOf(request);
    if (elsewhere.test(pathname)) return reply.callNotFound();
    const file = fileOf(dist, pathname);
    if (file !== null && file !== 'index.html') {
      const kept = file.startsWith(`assets${sep}`);
      return reply.sendFile(file, dist, kept ? { maxAge: yearMs, immutable: true } : { maxAge: 0 });
    }
    if (!wantsPage(request) && pathname !== '/') return reply.callNotFound();
    if (existsSync(join(dist, 'index.html'))) {
      return reply.header('cache-control', 'no-cache').sendFile('index.html', dist, { cacheControl: false });
    }
    return reply
      .code(503)
      .header('cache-control', 'no-store')
      .type('text/html; charset=utf-8')
      .send(notBuiltPage);
  };
  app.get('/*', answer);
}
