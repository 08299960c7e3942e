import { PassThrough } from 'node:stream';
import type { FastifyInstance } from 'fastify';
import { authenticate } from '../access/authenticate.ts';
import type { Principal } from '../access/call.ts';
import { type Live, liveHeaders } from '../events/live.ts';
import type { Paths } from './openapi.ts';
import { type Http, headersOf, isOver, notSignedIn } from './run-endpoint.ts';
import { apiBase } from './server.ts';

const path = `${apiBase}/events`;

/** The event stream in the API's documentation. */
export const livePaths: Paths = {
  [path]: {
    get: {
      operationId: 'getEvents',
      summary: 'Follow what changes, as server-sent events.',
      description:
        'Each event has the name `record` and data `{type, recordKind, recordId, version, actorId, at}`. An event named `reset` says that too much was missed: load everything afresh. A client that comes back sends `Last-Event-ID` and hears what it missed.',
      tags: ['events'],
      parameters: [
        {
          name: 'Last-Event-ID',
          in: 'header',
          required: false,
          description: 'The id of the last event that was heard.',
          schema: { type: 'string' },
        },
        {
          name: 'lastEventId',
          in: 'query',
          required: false,
          description: 'The same, for clients that cannot send the header.',
          schema: { type: 'string' },
        },
      ],
      responses: {
        200: {
          description: 'The stream; it goes on until either side ends it.',
          content: { 'text/event-stream': { schema: { type: 'string' } } },
        },
        401: { $ref: '#/components/responses/Problem401' },
        429: { $ref: '#/components/responses/Problem429' },
        503: { $ref: '#/components/responses/Problem503' },
      },
    },
  },
};

function lastEventIdOf(header: string | string[] | undefined, query: unknown): string | undefined {
  if (typeof header === 'string') return header;
  const given = (query as { lastEventId?: unknown }).lastEventId;
  return given === undefined ? undefined : String(given);
}

/** GET /api/v1/events: who is signed in, or sends a key, hears of changes until the session or key is over. */
export function mountLive(app: FastifyInstance, http: Http, live: Live): void {
  const { services, readSession } = http;
  const load = async (headers: Headers): Promise<Principal | null> => {
    const identity = await authenticate(services, readSession, headers);
    const principal = (await identity?.load()) ?? null;
    return principal && isOver(principal, services.clock.now()) ? null : principal;
  };
  app.get(path, { exposeHeadRoute: false, compress: false }, async (request, reply) => {
    const headers = headersOf(request);
    const principal = await load(headers);
    if (!principal) throw notSignedIn();
    const output = new PassThrough();
    const lastEventId = lastEventIdOf(request.headers['last-event-id'], request.query);
    live.subscribe({ principal, reload: () => load(headers) }, { lastEventId, output });
    return reply.headers(liveHeaders).send(output);
  });
}
