import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { mountRecipientPage } from '#features/sharing/recipient-page.ts';
import { mountCalendar } from '#features/tasks/calendar-page.ts';
import { systemClock } from '#platform/clock/clock.ts';
import { type Config, installationDir } from '#platform/config/config.ts';
import { openPool } from '#platform/database/database.ts';
import { type Live, openLive } from '#platform/events/live.ts';
import { startRelay, sweepEvents, sweepSchedule } from '#platform/events/relay.ts';
import { mountDocs } from '#platform/http/docs.ts';
import { mountHealth, readiness } from '#platform/http/health.ts';
import { livePaths, mountLive } from '#platform/http/live-endpoint.ts';
import { createMetrics, measureRequests, mountMetrics } from '#platform/http/metrics.ts';
import { describeApi } from '#platform/http/openapi.ts';
import { mountPages, sendFiles } from '#platform/http/pages.ts';
import { apiBase, buildServer } from '#platform/http/server.ts';
import { stoppable } from '#platform/http/stop-server.ts';
import { openQueue } from '#platform/jobs/queue.ts';
import type { Logger } from '#platform/log/log.ts';
import { openPdf } from '#platform/pdf/pdf.ts';
import type { Services } from '#platform/services.ts';
import { openSignIn } from '#platform/sign-in/sign-in.ts';
import { openStore } from '#platform/store/open-store.ts';
import { allKinds, capabilityOf } from '#records/kind.ts';
import manifest from '../package.json' with { type: 'json' };
import { consumers, endpoints, jobs } from './features.ts';

export type StartOptions = {
  config: Config;
  log: Logger;
  /** As the app's login role. */
  databaseUrl: string;
  /** `web` answers requests, `worker` works on jobs, `all` does both. */
  role: 'web' | 'worker' | 'all';
};

export type RunningServer = { url: string; stop(): Promise<void> };

// `parley start` gives the whole server six seconds before it stops the database.
const finishMs = 5_000;

type Open = { services: Services; live: Live | null; close(): Promise<void> };

/** Opens what the process is made of. */
async function openServices({ config, log, databaseUrl, role }: StartOptions): Promise<Open> {
  const store = openStore(config);
  await store.check();
  const pool = openPool({ url: databaseUrl, size: config.databasePoolSize, applicationName: 'parley' });
  pool.on('error', ({ message }) => {
    if (!pool.ending) log.warn({ reason: message }, 'A connection to the database broke.');
  });
  try {
    const kinds = [sweepEvents, ...jobs.map(({ kind }) => kind)];
    const queue = await openQueue({ databaseUrl, log, role, kinds });
    const signIn = openSignIn({ config, log, databaseUrl, pool, queue });
    const pdf = openPdf(log);
    const services: Services = { config, log, clock: systemClock, pool, queue, store, signIn, pdf };
    const live = role === 'worker' ? null : openLive({ databaseUrl, pool, log, viewCapability });
    const close = async () => {
      await live?.stop();
      await queue.stop();
      await pdf.stop();
      await signIn.stop();
      await pool.end();
      await store.close();
    };
    return { services, live, close };
  } catch (error) {
    await pool.end();
    throw error;
  }
}

function viewCapability(recordKind: string) {
  const kind = allKinds().find(({ name }) => name === recordKind);
  return kind && capabilityOf(kind, 'view');
}

/** Begins to work on every kind of job and sets the timetable. */
async function startWorking(services: Services): Promise<void> {
  await startRelay(services, consumers);
  for (const { kind, work, run } of jobs) {
    await services.queue.work(kind.name, work, (job) => run(services, job));
  }
  const schedules = jobs.flatMap(({ kind, schedule }) =>
    schedule ? [{ name: kind.name, ...schedule }] : [],
  );
  await services.queue.schedule([sweepSchedule, ...schedules]);
}

function document(config: Config) {
  const secure = config.publicUrl.startsWith('https:') ? '__Secure-' : '';
  return describeApi(endpoints, {
    version: manifest.version,
    base: apiBase,
    sessionCookie: `${secure}parley.session_token`,
    more: livePaths,
  });
}

/** The HTTP side: all of it, or for a worker only what says how it is. */
async function buildHttp(services: Services, live: Live | null) {
  const { config, pool, log, signIn } = services;
  let stop = async () => {};
  const app = await buildServer({
    services,
    endpoints: live ? endpoints : [],
    readSession: signIn.readSession,
    requestsPerMinute: config.rateLimitPerMinute,
    mount: async (server, http) => {
      const metrics = createMetrics(services, () => live?.count() ?? 0);
      measureRequests(server, metrics);
      stop = stoppable(server, finishMs);
      mountHealth(server, readiness(pool, log));
      mountMetrics(server, config, metrics);
      if (!live) return;
      await sendFiles(server);
      mountLive(server, http, live);
      mountDocs(server, document(config));
      mountCalendar(server, services);
      const dist = join(installationDir, 'web/dist');
      mountRecipientPage(server, services, dist);
      mountPages(server, dist);
    },
  });
  return { app, stop: () => stop() };
}

async function listen(app: FastifyInstance, { host, port }: Config): Promise<string> {
  await app.listen({ host, port });
  const address = app.server.address();
  const name = ['0.0.0.0', '::', '127.0.0.1', '::1'].includes(host) ? 'localhost' : host;
  return `http://${name}:${typeof address === 'object' && address ? address.port : port}`;
}

/**
 * Starts the server on a database that is prepared. It listens when the promise settles. `stop` takes no more
 * requests, lets the running ones finish (five seconds), ends live streams, gives unfinished jobs back, and closes
 * every connection; calling it again waits for the same end.
 */
export async function startServer(options: StartOptions): Promise<RunningServer> {
  const { services, live, close } = await openServices(options);
  try {
    const http = await buildHttp(services, live);
    if (options.role !== 'web') await startWorking(services);
    const url = await listen(http.app, options.config);
    const end = async () => {
      await Promise.all([live?.stop(), http.stop()]);
      await close();
    };
    let stopped: Promise<void> | undefined;
    return {
      url,
      stop: () => {
        stopped ??= end();
        return stopped;
      },
    };
  } catch (error) {
    await close();
    throw error;
  }
}
