import type { ServerResponse } from 'node:http';
import type { FastifyInstance } from 'fastify';
import { Problem } from '#domain/problems.ts';

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
      reply.header('connection', 'close');
      throw new Problem('unavailable', { detail: 'This server is stopping; try again.' });
    }
    running.add(reply.raw);
    reply.raw.once('close', () => {
      running.delete(reply.raw);
      if (stopping && running.size === 0) idle.resolve();
    });
  });
  const stop = async () => {
    if (running.size === 0) idle.resolve();
    const cut = setTimeout(() => {
      for (const response of running) response.destroy();
      app.server.closeAllConnections();
    }, patienceMs);
    try {
      await Promise.all([app.close(), idle.promise]);
    } finally {
      clearTimeout(cut);
    }
  };
  return () => {
    stopping ??= stop();
    return stopping;
  };
}
