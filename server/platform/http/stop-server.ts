import type { ServerResponse } from 'node:http';
import type { FastifyInstance } from 'fastify';
import { Problem } from '#domain/problems.ts';

const sweepMs = 50;

/**
 * Prepares a server for a graceful end and returns the way to it: no new connection is taken, a request that still
 * arrives on an open one hears 503, running requests get `patienceMs` to finish, and what is left then is cut. Call it
 * before the routes are added.
 */
export function stoppable(app: FastifyInstance, patienceMs: number): () => Promise<void> {
  // Fastify waits for the requests of one address only, and `localhost` has two.
  const running = new Set<ServerResponse>();
  const idle = Promise.withResolvers<void>();
  let stopping: Promise<void> | undefined;
  app.addHook('onRequest', async (_, reply) => {
    if (stopping) {
      throw new Problem('unavailable', { detail: 'This server is stopping; try again.' });
    }
    running.add(reply.raw);
    reply.raw.once('close', () => {
      running.delete(reply.raw);
      if (stopping && running.size === 0) idle.resolve();
    });
  });
  app.addHook('onSend', async (_, reply) => {
    if (stopping) reply.header('connection', 'close');
  });
  const stop = async () => {
    if (running.size === 0) idle.resolve();
    const cut = setTimeout(() => {
      for (const response of running) response.destroy();
      app.server.closeAllConnections();
    }, patienceMs);
    // An answer that was under way may leave a connection that its client keeps open for the next request.
    const sweep = setInterval(() => app.server.closeIdleConnections(), sweepMs);
    try {
      await Promise.all([app.close(), idle.promise]);
    } finally {
      clearTimeout(cut);
      clearInterval(sweep);
    }
  };
  return () => {
    stopping ??= stop();
    return stopping;
  };
}
