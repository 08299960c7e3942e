import type { Socket } from 'node:net';
import compress from '@fastify/compress';
import helmet from '@fastify/helmet';
import fastify, { type FastifyBaseLogger, type FastifyInstance, LogController } from 'fastify';
import { Problem } from '#domain/problems.ts';
import type { ReadSession } from '../access/authenticate.ts';
import { keyUses } from '../access/note-key-use.ts';
import { principalCache } from '../access/principal-cache.ts';
import { newId } from '../database/id.ts';
import type { Services } from '../services.ts';
import { limitBodies } from './body-deadline.ts';
import type { Endpoint } from './endpoint.ts';
import { addressLimit, limitRequests } from './limit-requests.ts';
import { answerOtherMethods, watchRoutes } from './other-methods.ts';
import { problemDocument, sendProblem } from './problem-reply.ts';
import { readJsonBodies } from './read-body.ts';
import { readMultipartBodies } from './read-multipart.ts';
import { type Http, handleRequest } from './run-endpoint.ts';

const bodyLimitBytes = 2 * 1024 * 1024;
// How long a client may take to send a whole request: an upload, and any other body.
const requestTimeoutMs = 3_600_000;
const bodyDeadlineMs = 60_000;

export const apiBase = '/api/v1';

export type ServerOptions = {
  services: Services;
  endpoints: readonly Endpoint[];
  readSession: ReadSession;
  /** Requests a minute from one key, session or address before 429. */
  requestsPerMinute: number;
  /** Holds every answer against its schema and answers 500 where it differs: for tests. */
  checkAnswers?: boolean;
  /** Adds what is no endpoint row: pages, documentation, health, live events. Its hooks see every request. */
  mount?(app: FastifyInstance, http: Http): Promise<void> | void;
};

/** The policy of every page: scripts, fonts and images are ours; styles may be inline because Mantine writes them. */
const contentSecurityPolicy = {
  directives: {
    defaultSrc: ["'self'"],
    scriptSrc: ["'self'"],
    styleSrc: ["'self'", "'unsafe-inline'"],
    imgSrc: ["'self'", 'data:', 'blob:'],
    fontSrc: ["'self'"],
    connectSrc: ["'self'"],
    objectSrc: ["'none'"],
    baseUri: ["'self'"],
    formAction: ["'self'"],
    frameAncestors: ["'none'"],
    upgradeInsecureRequests: null,
  },
};

function mountEndpoints(
  app: FastifyInstance,
  http: Http,
  endpoints: readonly Endpoint[],
  perMinuteOfPublic: number,
): void {
  for (const endpoint of endpoints) {
    // An open door is counted by address: whatever a visitor invents as a session must not give a new allowance.
    const perMinute =
      endpoint.mostPerMinute ?? (endpoint.access === 'public' ? perMinuteOfPublic : undefined);
    app.route({
      method: endpoint.method,
      url: apiBase + endpoint.path,
      handler: (request, reply) => handleRequest(http, endpoint, request, reply),
      config: {
        upload: endpoint.access === 'upload',
        ...(perMinute === undefined ? {} : { rateLimit: addressLimit(perMinute) }),
      },
    });
  }
}

function answerErrors(app: FastifyInstance): void {
  app.setErrorHandler((error, request, reply) => sendProblem(error, request, reply));
  app.setNotFoundHandler({ preHandler: app.rateLimit() }, (request, reply) =>
    sendProblem(
      new Problem('not_found', {
        detail: `There is nothing at ${request.url.split('?')[0]?.slice(0, 200)}.`,
      }),
      request,
      reply,
    ),
  );
}

/** What is not even HTTP is answered on the bare socket, in the same form. */
function answerBrokenRequest(error: Error & { code?: string }, socket: Socket): void {
  if (!socket.writable) {
    socket.destroy();
    return;
  }
  const late = error.code === 'ERR_HTTP_REQUEST_TIMEOUT';
  const large = error.code === 'HPE_HEADER_OVERFLOW';
  const status = late
    ? '408 Request Timeout'
    : large
      ? '431 Request Header Fields Too Large'
      : '400 Bad Request';
  const detail = late
    ? 'The request did not arrive in time.'
    : large
      ? 'The headers of the request are too large.'
      : 'The request is not valid HTTP.';
  const problem = problemDocument(new Problem('malformed_request', { detail }), newId());
  const body = JSON.stringify({ ...problem, status: Number(status.slice(0, 3)) });
  socket.end(
    `HTTP/1.1 ${status}\r\nContent-Type: application/problem+json; charset=utf-8\r\nContent-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n${body}`,
  );
}

/** A Fastify with everything that each answer needs and no routes yet: errors, headers, bodies, limits, compression. */
async function buildBare({ services, requestsPerMinute }: ServerOptions): Promise<FastifyInstance> {
  const { config } = services;
  const app = fastify({
    loggerInstance: services.log as FastifyBaseLogger,
    logController: new LogController({ disableRequestLogging: true, requestIdLogLabel: 'requestId' }),
    trustProxy: config.trustProxy as boolean | string[],
    bodyLimit: bodyLimitBytes,
    requestTimeout: requestTimeoutMs,
    genReqId: () => newId(),
    routerOptions: { ignoreTrailingSlash: false, maxParamLength: 200 },
    frameworkErrors: (error, request, reply) => sendProblem(error, request, reply),
    clientErrorHandler: answerBrokenRequest,
    // `stopServer` refuses late requests itself, with a problem document.
    return503OnClosing: false,
    forceCloseConnections: 'idle',
  });
  await app.register(helmet, {
    contentSecurityPolicy,
    strictTransportSecurity: config.publicUrl.startsWith('https:'),
    referrerPolicy: { policy: 'same-origin' },
    xFrameOptions: { action: 'deny' },
  });
  app.addHook('onRequest', async (request, reply) => {
    reply.header('x-request-id', request.id);
    if (request.url.startsWith('/api/')) reply.header('cache-control', 'no-store');
  });
  readJsonBodies(app);
  const late = Object.assign(new Error('late'), { code: 'ERR_HTTP_REQUEST_TIMEOUT' });
  limitBodies(app, { deadlineMs: bodyDeadlineMs, answerLate: (socket) => answerBrokenRequest(late, socket) });
  await limitRequests(app, requestsPerMinute);
  await app.register(compress, {
    global: true,
    globalDecompression: false,
    threshold: 2048,
    encodings: ['br', 'gzip'],
  });
  answerErrors(app);
  return app;
}

/** The HTTP server with every endpoint and what `mount` adds, not yet listening. */
export async function buildServer(options: ServerOptions): Promise<FastifyInstance> {
  const app = await buildBare(options);
  const routes = watchRoutes(app);
  const { services, readSession, checkAnswers = false } = options;
  const http: Http = {
    services,
    readSession,
    principals: principalCache(),
    keyUses: keyUses(),
    checkAnswers,
  };
  await options.mount?.(app, http);
  const { endpoints, requestsPerMinute } = options;
  const isUpload = (row: Endpoint) => row.access === 'upload';
  mountEndpoints(
    app,
    http,
    endpoints.filter((row) => !isUpload(row)),
    requestsPerMinute,
  );
  await app.register(async (uploads) => {
    await readMultipartBodies(uploads);
    mountEndpoints(uploads, http, endpoints.filter(isUpload), requestsPerMinute);
  });
  answerOtherMethods(app, routes);
  return app;
}
