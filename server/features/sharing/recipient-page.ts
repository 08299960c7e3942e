import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { isProblem } from '#domain/problems.ts';
import { notBuiltPage } from '#platform/http/not-built-page.ts';
import type { Services } from '#platform/services.ts';
import { visitorOf } from './visit.ts';

const page = 'recipient.html';

// Nothing inline, nothing from elsewhere: less than the app's own policy allows.
const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "font-src 'self'",
  "img-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

async function statusOf(services: Services, token: string): Promise<200 | 404> {
  try {
    await visitorOf(services, token);
    return 200;
  } catch (error) {
    if (isProblem(error)) return 404;
    throw error;
  }
}

/**
 * Serves the recipient's page at `/p/{token}` from `dist`: the same page for every token, which asks the API what to show. Its
 * status says whether the link works, for programs; people are told by the page. Looking at it changes nothing.
 */
export function mountRecipientPage(app: FastifyInstance, services: Services, dist: string): void {
  app.get<{ Params: { '*': string } }>('/p/*', async (request, reply) => {
    reply
      .header('content-security-policy', policy)
      .header('referrer-policy', 'no-referrer')
      .header('x-robots-tag', 'noindex, nofollow, noarchive')
      .header('cache-control', 'no-store');
    if (!existsSync(join(dist, page))) {
      return reply.code(503).type('text/html; charset=utf-8').send(notBuiltPage);
    }
    const status = await statusOf(services, request.params['*']);
    return reply.code(status).sendFile(page, dist, { cacheControl: false });
  });
}
