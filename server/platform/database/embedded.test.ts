import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { after, test } from 'node:test';
import pg from 'pg';
import { silentLog } from '../log/log.ts';
import { findRunningEmbedded, startEmbeddedPostgres } from './embedded.ts';
import { findPostmaster } from './embedded-orphan.ts';
import { placeOf } from './embedded-place.ts';

const folder = mkdtempSync(join(tmpdir(), 'parley-embedded-'));
after(() => rmSync(folder, { recursive: true }));
const log = silentLog();

function newDataDir(name: string): string {
  const dataDir = join(folder, name);
  mkdirSync(dataDir);
  return dataDir;
}

async function ask(url: string, sql: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows;
  } finally {
    await client.end();
  }
}

// A Parley of its own, to be killed: it starts the database, says so, and waits.
async function startElsewhere(
  dataDir: string,
): Promise<{ child: ChildProcess; adminUrl: string; pid: number }> {
  const program = `
    const { startEmbeddedPostgres } = await import('#platform/database/embedded.ts');
    const { silentLog } = await import('#platform/log/log.ts');
    const server = await startEmbeddedPostgres({ dataDir: ${JSON.stringify(dataDir)}, log: silentLog() });
    console.log(JSON.stringify({ adminUrl: server.adminUrl, pid: server.pid }));`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', program], {
    cwd: import.meta.dirname,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [line] = (await once(createInterface({ input: child.stdout }), 'line')) as [string];
  return { child, ...(JSON.parse(line) as { adminUrl: string; pid: number }) };
}

async function killHard(child: ChildProcess): Promise<void> {
  child.kill('SIGKILL');
  await once(child, 'exit');
}

test('It starts, is durable, speaks UTF-8, listens on no network, and keeps its data over a stop', async () => {
  const dataDir = newDataDir('plain');
  const first = await startEmbeddedPostgres({ dataDir, log });
  const [settings] = await ask(
    first.adminUrl,
    `select current_setting('fsync') as fsync, current_setting('synchronous_commit') as commit,
            current_setting('listen_addresses') as network, current_setting('server_encoding') as encoding,
            current_setting('plan_cache_mode') as plans, datlocale as locale, datlocprovider as provider
       from pg_database where datname = current_database()`,
  );
  assert.deepEqual(settings, {
    fsync: 'on',
    commit: 'on',
    network: '',
    encoding: 'UTF8',
    plans: 'force_custom_plan',
    locale: 'C.UTF-8',
    provider: 'b',
  });
  await ask(first.adminUrl, "create table kept as select 'ü'::text as letter");
  await first.stop();
  await first.stop();
  assert.equal(findRunningEmbedded(dataDir), undefined);

  const startedAt = performance.now();
  const second = await startEmbeddedPostgres({ dataDir, log });
  assert.ok(performance.now() - startedAt < 5000, 'the second start is fast');
  assert.deepEqual(await ask(second.adminUrl, 'select upper(letter) as letter from kept'), [{ letter: 'Ü' }]);
  await assert.rejects(
    ask(second.adminUrl.replace(/:[^:@]*@/, ':wrong@'), 'select 1'),
    /password authentication failed/,
  );
  await second.stop();
});

test('A second Parley on the same data is refused in one sentence, and so is one in another process', async () => {
  const dataDir = newDataDir('shared');
  const { child } = await startElsewhere(dataDir);
  await assert.rejects(
    startEmbeddedPostgres({ dataDir, log }),
    new RegExp(`^Error: Another Parley \\(process ${child.pid}\\) is using ${dataDir}; stop it first`),
  );
  const beside = findRunningEmbedded(dataDir);
  assert.deepEqual(await ask(beside ?? '', 'select 1 as one'), [{ one: 1 }]);
  await killHard(child);
  const next = await startEmbeddedPostgres({ dataDir, log });
  await next.stop();
});

test('After kill -9 of Parley the next start ends the orphan, and every committed row is there', async () => {
  const dataDir = newDataDir('killed');
  const { child, adminUrl, pid } = await startElsewhere(dataDir);
  await ask(adminUrl, 'create table kept as select generate_series(1, 1000) as n');
  const open = new pg.Client({ connectionString: adminUrl });
  open.on('error', () => undefined);
  await open.connect();
  await open.query('begin; insert into kept values (0)');
  await killHard(child);
  assert.equal(findPostmaster(placeOf(dataDir).pgData)?.pid, pid, 'the orphan is alive');

  const server = await startEmbeddedPostgres({ dataDir, log });
  assert.notEqual(server.pid, pid);
  assert.equal(findPostmaster(placeOf(dataDir).pgData)?.pid, server.pid);
  assert.deepEqual(await ask(server.adminUrl, 'select count(*)::int as n from kept'), [{ n: 1000 }]);
  await server.stop();
});

test('After kill -9 of PostgreSQL Parley is told, and the next start recovers', async () => {
  const dataDir = newDataDir('crashed');
  const server = await startEmbeddedPostgres({ dataDir, log });
  await ask(server.adminUrl, 'create table kept as select generate_series(1, 1000) as n');
  process.kill(server.pid, 'SIGKILL');
  assert.equal(await server.ended, 'ended by SIGKILL');
  await server.stop();
  const again = await startEmbeddedPostgres({ dataDir, log });
  assert.deepEqual(await ask(again.adminUrl, 'select count(*)::int as n from kept'), [{ n: 1000 }]);
  await again.stop();
});

test('A stale pid file whose number belongs to another process keeps nothing from starting', async () => {
  const dataDir = newDataDir('stale');
  const first = await startEmbeddedPostgres({ dataDir, log });
  await first.stop();
  const { pgData } = placeOf(dataDir);
  const other = spawn('sleep', ['60'], { stdio: 'ignore' });
  writeFileSync(join(pgData, 'postmaster.pid'), `${other.pid}\n${pgData}\n1\n5432\n/tmp\n\n\nready\n`);
  const second = await startEmbeddedPostgres({ dataDir, log });
  assert.equal(other.exitCode, null, 'the innocent process lives');
  other.kill();
  await second.stop();
});

test('An initdb that was killed halfway leaves nothing that a later start could take for a database', async () => {
  const dataDir = newDataDir('halfway');
  const unfinished = join(placeOf(dataDir).home, 'cluster.unfinished');
  mkdirSync(unfinished, { recursive: true });
  writeFileSync(join(unfinished, 'PG_VERSION'), '18\n');
  const server = await startEmbeddedPostgres({ dataDir, log });
  await server.stop();
  assert.ok(!existsSync(unfinished));
});

test('A data folder with a very long path still gets a socket', async () => {
  const dataDir = newDataDir('long');
  const deep = join(dataDir, 'x'.repeat(100), 'y'.repeat(60));
  mkdirSync(deep, { recursive: true });
  const { socketDir } = placeOf(deep);
  assert.ok(Buffer.byteLength(`${socketDir}/.s.PGSQL.5432`) <= 107);
  const server = await startEmbeddedPostgres({ dataDir: deep, log });
  assert.deepEqual(await ask(server.adminUrl, 'select 1 as one'), [{ one: 1 }]);
  await server.stop();
  rmSync(socketDir, { recursive: true });
});

test('A database of another PostgreSQL version is refused in one sentence, and left alone', async () => {
  const dataDir = newDataDir('old');
  const { pgData } = placeOf(dataDir);
  mkdirSync(pgData, { recursive: true });
  writeFileSync(join(pgData, 'PG_VERSION'), '16\n');
  await assert.rejects(
    startEmbeddedPostgres({ dataDir, log }),
    /^Error: The database in .*cluster was made by PostgreSQL 16, and this Parley brings 18; use the Parley that made it, or dump and restore it\.$/,
  );
  assert.equal(readFileSync(join(pgData, 'PG_VERSION'), 'utf8'), '16\n');
});

test('A refused start leaves the folder free', async () => {
  const dataDir = newDataDir('refused');
  const { pgData } = placeOf(dataDir);
  mkdirSync(pgData, { recursive: true });
  await assert.rejects(startEmbeddedPostgres({ dataDir, log }), /holds no database/);
  rmSync(pgData, { recursive: true });
  const server = await startEmbeddedPostgres({ dataDir, log });
  await server.stop();
});
