import type { Socket } from 'node:net';
import type { FastifyInstance } from 'fastify';

/**
 * Ends requests whose body has not arrived after `deadlineMs`, so that nobody holds a connection by dripping bytes.
 * Uploads (`config.upload` of a route) are exempt: they have a limit of their own on silence, and the server's on the whole.
 */
export function limitBodies(
  app: FastifyInstance,
  { deadlineMs, answerLate }: { deadlineMs: number; answerLate(socket: Socket): void },
): void {
  app.addHook('onRequest', async (request, reply) => {
    const { raw } = request;
    const { upload } = request.routeOptions.config as { upload?: boolean };
    const hasBody =
      raw.headers['transfer-encoding'] !== undefined || Number(raw.headers['content-length']) > 0;
    if (upload || !hasBody) return;
    const timer = setTimeout(() => {
      if (raw.complete) return;
      if (reply.raw.headersSent) raw.socket.destroy();
      else answerLate(raw.socket);
    }, deadlineMs).unref();
    const arrived = () => clearTimeout(timer);
    raw.once('end', arrived).once('close', arrived);
  });
}
