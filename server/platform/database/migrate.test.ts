import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import pg from 'pg';
import { getRollbackPlans, PgBoss } from 'pg-boss';
import { startTestPostgres } from '#test/build/postgres-server.ts';
import { migrate, pendingMigrations } from './migrate.ts';
import { splitPlan } from './queue-schema.ts';
import { type AppRole, ensureRoles } from './roles.ts';

const folder = mkdtempSync(join(tmpdir(), 'parley-migrations-'));
let server: Awaited<ReturnType<typeof startTestPostgres>>;
before(async () => {
  server = await startTestPostgres();
});
after(async () => {
  await server.stop();
  rmSync(folder, { recursive: true });
});

let count = 0;
async function newDatabase(): Promise<AppRole & { adminUrl: string }> {
  const name = `migrated_${count++}`;
  const client = new pg.Client({ connectionString: server.adminUrl });
  await client.connect();
  await client.query(`create database ${name}`);
  await client.end();
  const url = new URL(server.adminUrl);
  url.pathname = `/${name}`;
  const roles = await ensureRoles({ adminUrl: url.href, appPassword: 'pw' });
  return { ...roles, adminUrl: url.href };
}

function newFolder(files: Record<string, string>): string {
  const made = mkdtempSync(join(folder, 'files-'));
  for (const [name, sql] of Object.entries(files)) writeFileSync(join(made, name), sql);
  return made;
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

const one = { '0001-first.sql': 'create table first (id int);' };
const two = { ...one, '0002-second.sql': 'insert into first values (1); create table second (id int);' };

test('Files are applied once, in order, by the owner, into the schema of the app', async () => {
  const { adminUrl, appRole, appUrl } = await newDatabase();
  assert.deepEqual((await migrate({ adminUrl, appRole, folder: newFolder(one) })).applied, ['0001-first']);
  const later = newFolder(two);
  const pool = new pg.Pool({ connectionString: appUrl });
  assert.deepEqual(await pendingMigrations(pool, later), ['0002-second']);
  assert.deepEqual(await migrate({ adminUrl, appRole, folder: later }), {
    applied: ['0002-second'],
    queue: 'current',
  });
  assert.deepEqual(await pendingMigrations(pool, later), []);
  await pool.end();
  assert.deepEqual((await migrate({ adminUrl, appRole, folder: later })).applied, []);
  assert.deepEqual(
    await ask(adminUrl, "select schemaname, tableowner from pg_tables where tablename = 'second'"),
    [{ schemaname: 'parley', tableowner: 'parley_owner' }],
  );
});

test('A file that fails is undone whole and named with its line; the ones before it stay', async () => {
  const { adminUrl, appRole } = await newDatabase();
  const files = { ...one, '0002-bad.sql': 'create table half (id int);\n\ninsert into nowhere values (1);' };
  await assert.rejects(
    migrate({ adminUrl, appRole, folder: newFolder(files) }),
    /^Error: The migration 0002-bad \(line 3\) failed and was undone: relation "nowhere" does not exist\.$/,
  );
  assert.deepEqual(await ask(adminUrl, 'select name from parley.migration'), [{ name: '0001-first' }]);
  assert.deepEqual(await ask(adminUrl, "select to_regclass('parley.half') as half"), [{ half: null }]);
});

test('A file that was changed after it was applied is refused', async () => {
  const { adminUrl, appRole } = await newDatabase();
  await migrate({ adminUrl, appRole, folder: newFolder(one) });
  const changed = newFolder({ ...two, '0001-first.sql': 'create table first (id bigint);' });
  await assert.rejects(
    migrate({ adminUrl, appRole, folder: changed }),
    /^Error: The migration 0001-first was changed after this database applied it; put the file back/,
  );
  assert.deepEqual(await ask(adminUrl, "select to_regclass('parley.second') as second"), [{ second: null }]);
});

test('A database that a newer Parley used is refused', async () => {
  const { adminUrl, appRole } = await newDatabase();
  await migrate({ adminUrl, appRole, folder: newFolder(two) });
  await assert.rejects(
    migrate({ adminUrl, appRole, folder: newFolder(one) }),
    /^Error: The database was used by a newer Parley \(its migration 0002-second is unknown here\)/,
  );
  await ask(adminUrl, 'update pgboss.version set version = 999');
  await assert.rejects(
    migrate({ adminUrl, appRole, folder: newFolder(two) }),
    /^Error: The database was used by a newer Parley \(its job queue has version 999, this one knows \d+\)/,
  );
});

test('A badly named file and a number used twice are refused', async () => {
  const { adminUrl, appRole } = await newDatabase();
  await assert.rejects(
    migrate({ adminUrl, appRole, folder: newFolder({ 'first.sql': '' }) }),
    /must be called like 0001-what-it-does\.sql/,
  );
  await assert.rejects(
    migrate({ adminUrl, appRole, folder: newFolder({ ...one, '0001-other.sql': '' }) }),
    /Two migrations have the number 0001/,
  );
});

test('Several processes that start at once apply each file exactly once', async () => {
  const { adminUrl, appRole } = await newDatabase();
  const slow = newFolder({
    '0001-slow.sql': 'create table slow (id int); select pg_sleep(0.3);',
    '0002-row.sql': 'insert into slow values (1);',
  });
  const program = `
    const { migrate } = await import('#platform/database/migrate.ts');
    const { applied } = await migrate(${JSON.stringify({ adminUrl, appRole, folder: slow })});
    console.log(applied.length);`;
  const answers = await Promise.all(
    Array.from({ length: 4 }, async () => {
      const child = spawn(process.execPath, ['--input-type=module', '-e', program], {
        cwd: import.meta.dirname,
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      const chunks: string[] = [];
      child.stdout.setEncoding('utf8').on('data', (chunk: string) => chunks.push(chunk));
      await once(child, 'close');
      return Number(chunks.join(''));
    }),
  );
  assert.deepEqual(answers.sort(), [0, 0, 0, 2]);
  assert.deepEqual(await ask(adminUrl, 'select count(*)::int as n from parley.slow'), [{ n: 1 }]);
});

test('The queue runs as the app: in a business transaction jobs go in and roll back, and are worked on', async () => {
  const { adminUrl, appRole, appUrl } = await newDatabase();
  assert.equal((await migrate({ adminUrl, appRole, folder: newFolder(one) })).queue, 'installed');
  const boss = new PgBoss({ connectionString: appUrl, migrate: false, schedule: false });
  const faults: unknown[] = [];
  boss.on('error', (error) => faults.push(error));
  await boss.start();
  await boss.createQueue('mail');
  const client = new pg.Client({ connectionString: appUrl });
  await client.connect();
  const db = { executeSql: (sql: string, values?: unknown[]) => client.query(sql, values) };
  for (const role of ['parley_org', 'parley_range', 'parley_ids', 'parley_auth']) {
    await client.query(`begin; set local role ${role}`);
    await boss.send('mail', { role }, { db });
    await client.query('commit');
  }
  await client.query('begin; set local role parley_org');
  await boss.send('mail', { role: 'rolled back' }, { db });
  await client.query('rollback');
  await client.end();
  const jobs = await boss.fetch<{ role: string }>('mail', { batchSize: 10 });
  assert.deepEqual(jobs.map((job) => job.data.role).sort(), [
    'parley_auth',
    'parley_ids',
    'parley_org',
    'parley_range',
  ]);
  await boss.complete(
    'mail',
    jobs.map((job) => job.id),
  );
  await boss.supervise();
  await boss.stop();
  assert.deepEqual(faults, []);
});

test('An older queue is updated in place', async () => {
  const { adminUrl, appRole } = await newDatabase();
  await migrate({ adminUrl, appRole, folder: newFolder(one) });
  const [version] = await ask(adminUrl, 'select version from pgboss.version');
  for (let at = Number(version?.version); at > Number(version?.version) - 3; at -= 1) {
    for (const statement of splitPlan(getRollbackPlans('pgboss', at))) await ask(adminUrl, statement);
  }
  assert.notDeepEqual(await ask(adminUrl, 'select version from pgboss.version'), [version]);
  assert.equal((await migrate({ adminUrl, appRole, folder: newFolder(one) })).queue, 'updated');
  assert.deepEqual(await ask(adminUrl, 'select version from pgboss.version'), [version]);
});
