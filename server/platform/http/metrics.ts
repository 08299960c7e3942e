import { createHash, timingSafeEqual } from 'node:crypto';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import { Problem } from '#domain/problems.ts';
import type { Config } from '../config/config.ts';
import type { Services } from '../services.ts';
import { countWaiting, jobCounts } from './waiting-work.ts';

export type Metrics = { registry: Registry };

/** The measures of one server, so that several can live in one process. `countStreams` counts open live streams. */
export function createMetrics(
  { pool, log }: Pick<Services, 'pool' | 'log'>,
  countStreams: () => number,
): Metrics {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  new Gauge({
    name: 'parley_event_streams',
    help: 'Open streams of live events.',
    registers,
    collect() {
      this.set(countStreams());
    },
  });
  new Gauge({
    name: 'parley_database_connections',
    help: 'Connections of the pool: open, idle, and requests that wait for one.',
    labelNames: ['state'],
    registers,
    collect() {
      this.set({ state: 'open' }, pool.totalCount);
      this.set({ state: 'idle' }, pool.idleCount);
      this.set({ state: 'wanted' }, pool.waitingCount);
    },
  });
  new Gauge({
    name: 'parley_jobs',
    help: 'Jobs by kind and state, counted every few seconds by a worker.',
    labelNames: ['kind', 'state'],
    registers,
    async collect() {
      try {
        for (const { kind, state, count } of await jobCounts(pool)) this.set({ kind, state }, count);
      } catch (error) {
        log.warn({ err: error }, 'Jobs could not be counted.');
      }
    },
  });
  new Gauge({
    name: 'parley_events_waiting',
    help: 'Events not yet given to their consumers, deliveries that are owed, and deliveries given up.',
    labelNames: ['state'],
    registers,
    async collect() {
      try {
        const counts = await countWaiting(pool);
        for (const [state, count] of Object.entries(counts)) this.set({ state }, count);
      } catch (error) {
        log.warn({ err: error }, 'Events could not be counted.');
      }
    },
  });
  return { registry };
}

/** Measures every request of this server, by method, route pattern and status. Call it before the routes are added. */
export function measureRequests(app: FastifyInstance, { registry }: Metrics): void {
  const durations = new Histogram({
    name: 'parley_http_request_duration_seconds',
    help: 'Time from the head of a request to the end of its answer.',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30],
    registers: [registry],
  });
  app.addHook('onResponse', async (request, reply) => {
    const route = request.routeOptions.url ?? 'none';
    const seconds = reply.elapsedTime / 1000;
    // A live stream lasts as long as somebody listens; its end says nothing about how fast we are.
    if (reply.getHeader('content-type')?.toString().startsWith('text/event-stream')) return;
    durations.observe({ method: request.method, route, status: reply.statusCode }, seconds);
    const { method, url } = request;
    request.log.debug({ method, url: url.split('?')[0], status: reply.statusCode, seconds }, 'request');
  });
}

const digest = (text: string) => createHash('sha256').update(text).digest();

/**
 * With METRICS_TOKEN only its bearer may read. Without, only a program on this machine that asks directly: a proxy
 * in front comes from this machine too, but says for whom it asks.
 */
function refuseStrangers(config: Config, request: FastifyRequest): void {
  const { headers, raw } = request;
  if (config.metricsToken !== undefined) {
    const given = /^Bearer (.+)$/.exec(headers.authorization ?? '')?.[1] ?? '';
    if (timingSafeEqual(digest(given), digest(config.metricsToken))) return;
    throw new Problem('not_signed_in', { detail: 'Send METRICS_TOKEN as the bearer token.' });
  }
  const address = raw.socket.remoteAddress ?? '';
  const direct = headers['x-forwarded-for'] === undefined && headers.forwarded === undefined;
  if (direct && /^(::ffff:)?127\.|^::1$/.test(address)) return;
  throw new Problem('forbidden', { detail: 'Set METRICS_TOKEN to read the metrics from another machine.' });
}

/** GET /metrics in the text format of Prometheus. */
export function mountMetrics(app: FastifyInstance, config: Config, { registry }: Metrics): void {
  app.get('/metrics', async (request, reply) => {
    refuseStrangers(config, request);
    const text = await registry.metrics();
    return reply.header('cache-control', 'no-store').type(registry.contentType).send(text);
  });
}
