import { randomBytes } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readFileSync, statSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import pg from 'pg';
import type { Logger } from 'pino';
import { createAtomically } from '../config/secret-key.ts';
import { startProblem } from '../config/start-problem.ts';
import { findBinaries } from './embedded-binaries.ts';
import { adminName, ensureCluster } from './embedded-cluster.ts';
import { lockDataDir } from './embedded-lock.ts';
import { findPostmaster, stopOrphan } from './embedded-orphan.ts';
import { makeSocketDir, type Place, placeOf } from './embedded-place.ts';
import { launchPostgres, type PostgresProcess } from './embedded-process.ts';
import { serverSettings } from './embedded-settings.ts';
import { checkEnters, chooseRunner, handOver, type Runner } from './embedded-user.ts';

const databaseName = 'parley';

export type EmbeddedPostgres = {
  /** Superuser, on the database `parley`, through a unix socket. */
  adminUrl: string;
  pid: number;
  /** Settles with a few words when PostgreSQL ends, also when `stop` ended it. */
  ended: Promise<string>;
  /** Fast shutdown; then the data folder is free for another process. Safe to call twice. */
  stop(): Promise<void>;
  /** Lets this process end without waiting for PostgreSQL, which somebody else must then stop. */
  unref(): void;
};

/**
 * Starts the PostgreSQL that lives under `dataDir`, making it on the first start (under a second later).
 * Holds the folder's lock until `stop`. `durable: false` (tests only) turns fsync off.
 * Throws a start problem for everything that a user can mend.
 */
export async function startEmbeddedPostgres(options: {
  dataDir: string;
  log: Logger;
  durable?: boolean;
}): Promise<EmbeddedPostgres> {
  const lock = lockDataDir(options.dataDir);
  try {
    const place = placeOf(options.dataDir);
    const password = keepPassword(place);
    const server = await startCluster({ ...options, place, password });
    await ensureDatabase(urlOf(place, password, 'postgres'));
    let stopping: Promise<void> | undefined;
    const stop = () => {
      stopping ??= server.stop().then(lock.release);
      return stopping;
    };
    const { pid, ended, unref } = server;
    return { adminUrl: urlOf(place, password, databaseName), pid, ended, stop, unref };
  } catch (error) {
    lock.release();
    throw error;
  }
}

/**
 * The superuser's address of the embedded PostgreSQL that another process runs on `dataDir` just now, for
 * commands used beside a running server. Undefined when none runs.
 */
export function findRunningEmbedded(dataDir: string): string | undefined {
  const place = placeOf(dataDir);
  const postmaster = findPostmaster(place.pgData);
  if (!postmaster?.ready) return undefined;
  const running = { ...place, port: postmaster.port, socketDir: postmaster.socketDir };
  return urlOf(running, readFileSync(place.passwordPath, 'utf8').trim(), databaseName);
}

/** Whether `dataDir` holds a database, running or not. */
export function hasEmbeddedDatabase(dataDir: string): boolean {
  return existsSync(placeOf(dataDir).pgData);
}

async function startCluster(options: {
  dataDir: string;
  log: Logger;
  durable?: boolean;
  place: Place;
  password: string;
}): Promise<PostgresProcess> {
  const { place, log, durable } = options;
  const binaries = findBinaries(place.home);
  const runner = chooseRunner(binaries, place.pgData);
  makeSocketDir(place, [process.getuid?.() ?? 0, runner.uid ?? 0]);
  handOverFolders(runner, options.dataDir, place);
  await stopOrphan(place.pgData, log);
  await ensureCluster({ binaries, runner, place, password: options.password, durable });
  const settings = serverSettings({ socketDir: place.socketDir, port: place.port, durable });

  // The last backends of a PostgreSQL that was killed may live a moment longer than it did, and the new one
  // refuses to start until they are gone.
  for (let attempt = 1; ; attempt += 1) {
    const started = await launchPostgres({ binaries, runner, place, settings, log });
    if (!('failed' in started)) return started;
    if (attempt === 20 || !started.failed.includes('pre-existing shared memory block')) {
      throw startProblem(`PostgreSQL does not start on ${place.pgData}: ${started.failed}`);
    }
    await wait(250);
  }
}

// Another user must be able to pass through the data folder, whose files stay closed to it, and to own its own.
function handOverFolders(runner: Runner, dataDir: string, place: Place): void {
  if (runner.uid === undefined) return;
  chmodSync(dataDir, statSync(dataDir).mode | 0o011);
  handOver(runner, place.home, place.socketDir);
  checkEnters(runner, place.home);
}

function keepPassword(place: Place): string {
  mkdirSync(place.home, { recursive: true, mode: 0o700 });
  createAtomically(place.passwordPath, `${randomBytes(24).toString('base64url')}\n`);
  return readFileSync(place.passwordPath, 'utf8').trim();
}

// The host stands in the query because a folder fits nowhere else in an address.
function urlOf(place: { socketDir: string; port: number }, password: string, database: string): string {
  const host = encodeURIComponent(place.socketDir);
  return `postgres://${adminName}:${password}@localhost:${place.port}/${database}?host=${host}`;
}

async function ensureDatabase(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const found = await client.query('select 1 from pg_database where datname = $1', [databaseName]);
    if (found.rows.length === 0) await client.query(`create database ${databaseName}`);
  } finally {
    await client.end();
  }
}
