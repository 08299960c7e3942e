import compress from '@fastify/compress';
import helmet from '@fastify/helmet';
import rateLimit from '@fastify/rate-limit';
import fastify, { type FastifyBaseLogger, type FastifyInstance } from 'fastify';
import { Problem } from '#domain/problems.ts';
import type { ReadSession } from '../access/authenticate.ts';
import { principalCache } from '../access/principal-cache.ts';
import { newId } from '../database/id.ts';
import type { Services } from '../services.ts';
import type { Endpoint } from './endpoint.ts';
import { sendProblem } from './problem-reply.ts';
import { type Http, handleRequest } from './run-endpoint.ts';

const bodyLimitBytes = 2 * 1024 * 1024;

export const apiBase = '/api/v1';

export type ServerOptions = {
  services: Services;
  endpoints: readonly Endpoint[];
  readSession: ReadSession;
  /** Requests a minute from one address or key before 429. */
  requestsPerMinute: number;
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

function readJson(app: FastifyInstance): void {
  const parse = app.getDefaultJsonParser('error', 'error');
  app.addContentTypeParser('application/json', { parseAs: 'string' }, (request, body, done) => {
    if (body === '') done(null, undefined);
    else parse(request, body as string, done);
  });
}

function mountEndpoints(app: FastifyInstance, http: Http, endpoints: readonly Endpoint[]): void {
  for (const endpoint of endpoints) {
    app.route({
      method: endpoint.method,
      url: apiBase + endpoint.path,
      handler: (request, reply) => handleRequest(http, endpoint, request, reply),
    });
  }
}

/** The HTTP server with every endpoint mounted, not yet listening. Pages, health and live events are added by main. */
export async function buildServer(options: ServerOptions): Promise<FastifyInstance> {
  const { services } = options;
  const app = fastify({
    loggerInstance: services.log as FastifyBaseLogger,
    disableRequestLogging: true,
    trustProxy: services.config.trustProxy as boolean | string[],
    bodyLimit: bodyLimitBytes,
    genReqId: () => newId(),
    routerOptions: { ignoreTrailingSlash: false, maxParamLength: 200 },
    return503OnClosing: true,
    forceCloseConnections: 'idle',
  });
  app.setErrorHandler((error, request, reply) => sendProblem(error, request, reply));
  app.setNotFoundHandler((request, reply) =>
    sendProblem(
      new Problem('not_found', { detail: `There is nothing at ${request.url.split('?')[0]}.` }),
      request,
      reply,
    ),
  );
  readJson(app);
  await app.register(helmet, {
    contentSecurityPolicy,
    strictTransportSecurity: services.config.publicUrl.startsWith('https:'),
    referrerPolicy: { policy: 'same-origin' },
  });
  await app.register(rateLimit, {
    max: options.requestsPerMinute,
    timeWindow: 60_000,
    keyGenerator: (request) => {
      const key = request.headers.authorization;
      return key?.startsWith('Bearer parley_') ? key : request.ip;
    },
  });
  await app.register(compress, { global: true, threshold: 2048, encodings: ['br', 'gzip'] });
  app.addHook('onSend', async (request, reply) => {
    reply.header('x-request-id', request.id);
    if (request.url.startsWith('/api/') && !reply.hasHeader('cache-control'))
      reply.header('cache-control', 'no-store');
  });
  const http: Http = { services, readSession: options.readSession, principals: principalCache() };
  mountEndpoints(app, http, options.endpoints);
  return app;
}
