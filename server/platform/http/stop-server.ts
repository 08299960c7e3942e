import type { FastifyInstance } from 'fastify';
import { Problem } from '#domain/problems.ts';

/** Ends a server: see `stoppable`. */
export type StopServer = () => Promise<void>;

/**
 * Prepares a server for a graceful end and returns the way to it: no new connection is taken, a request that still
 * arrives on an open one hears 503, running requests get `patienceMs` to finish, and what is left then is cut. Call it
 * before the routes are added.
 */
export function stoppable(app: FastifyInstance, patienceMs: number): StopServer {
  let stopping: Promise<void> | undefined;
  app.addHook('onRequest', async (_, reply) => {
    if (!stopping) return;
    reply.header('connection', 'close');
    throw new Problem('unavailable', { detail: 'This server is stopping; try again.' });
  });
  const stop = async () => {
    const cut = setTimeout(() => app.server.closeAllConnections(), patienceMs);
    try {
      await app.close();
    } finally {
      clearTimeout(cut);
    }
  };
  return () => {
    stopping ??= stop();
    return stopping;
  };
}
