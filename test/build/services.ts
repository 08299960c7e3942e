import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { rootPath } from '#domain/scope.ts';
import { chainStart } from '#platform/audit/chain.ts';
import { type Clock, systemClock } from '#platform/clock/clock.ts';
import { readConfig } from '#platform/config/config.ts';
import { openPool } from '#platform/database/database.ts';
import { newId } from '#platform/database/id.ts';
import { sweepEvents } from '#platform/events/relay.ts';
import type { JobKind } from '#platform/jobs/job.ts';
import { platformJobs } from '#platform/jobs/platform-jobs.ts';
import { openQueue } from '#platform/jobs/queue.ts';
import { type Logger, silentLog } from '#platform/log/log.ts';
import { openPdf } from '#platform/pdf/pdf.ts';
import type { Services } from '#platform/services.ts';
import { openSignIn } from '#platform/sign-in/sign-in.ts';
import { openStore } from '#platform/store/open-store.ts';

export type TestServicesOptions = {
  appUrl: string;
  kinds?: readonly JobKind[];
  role?: 'web' | 'worker' | 'all';
  clock?: Clock;
  log?: Logger;
  env?: Record<string, string>;
};

const platformKinds = [sweepEvents, ...platformJobs.map(({ kind }) => kind)];

/** The services of one process on a test database, and their end. Each call is a process of its own, so to speak. */
export async function openTestServices(
  options: TestServicesOptions,
): Promise<Services & { stop(): Promise<void> }> {
  const { appUrl, kinds = [], role = 'all', clock = systemClock, log = silentLog() } = options;
  const folder = mkdtempSync(join(tmpdir(), 'parley-services-'));
  const config = readConfig({ DATA_DIR: folder, ...options.env }, folder);
  const pool = openPool({ url: appUrl, size: 6, applicationName: 'parley test' });
  const queue = await openQueue({ databaseUrl: appUrl, log, role, kinds: [...platformKinds, ...kinds] });
  const signIn = openSignIn({ config, log, databaseUrl: appUrl, pool, queue });
  const store = openStore(config);
  const pdf = openPdf(log);
  return {
    config,
    log,
    clock,
    pool,
    queue,
    store,
    signIn,
    pdf,
    stop: async () => {
      await queue.stop();
      await pdf.stop();
      await signIn.stop();
      await pool.end();
      await store.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Runs statements as a superuser, past every wall: to arrange and to look. */
export async function asAdmin<Row extends pg.QueryResultRow>(
  adminUrl: string,
  statement: string,
  values: unknown[] = [],
): Promise<Row[]> {
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  try {
    return (await client.query<Row>(statement, values)).rows;
  } finally {
    await client.end();
  }
}

/** The least that makes a company: its row in the directory, the organisation and its root node. */
export async function createBareCompany(adminUrl: string): Promise<{ orgId: string; rootId: string }> {
  const [orgId, rootId] = [newId(), newId()];
  await asAdmin(adminUrl, 'insert into tenant (org_id) values ($1)', [orgId]);
  await asAdmin(
    adminUrl,
    `insert into organisation (org_id, name, currency, time_zone, created_at, updated_at)
     values ($1, 'Northwind', 'EUR', 'Europe/Berlin', now(), now())`,
    [orgId],
  );
  await asAdmin(
    adminUrl,
    `insert into node (org_id, id, level, name, path, created_at, updated_at)
     values ($1, $2, 'organisation', 'Northwind', $3, now(), now())`,
    [orgId, rootId, rootPath],
  );
  await asAdmin(adminUrl, 'insert into audit_head (org_id, position, hash) values ($1, 0, $2)', [
    orgId,
    chainStart,
  ]);
  return { orgId, rootId };
}
