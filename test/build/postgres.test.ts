import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { test } from 'node:test';
import pg from 'pg';
import { createTestDatabase } from './postgres.ts';
import { startTestPostgres, testPostgresVariable } from './postgres-server.ts';

async function ask(url: string, sql: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows;
  } finally {
    await client.end();
  }
}

test('A test database is migrated, and its three addresses are three different users', async () => {
  const database = await createTestDatabase();
  const who = 'select current_user as who, (select count(*) from migration)::int > 0 as migrated';
  assert.deepEqual(await ask(database.adminUrl, who), [{ who: 'parley_admin', migrated: true }]);
  assert.deepEqual(await ask(database.ownerUrl, who), [{ who: 'parley_owner', migrated: true }]);
  const [app] = await ask(database.appUrl, who);
  assert.match(String(app?.who), /^parley_app_/);
  assert.equal(app?.migrated, true);
  await database.drop();
  await assert.rejects(ask(database.adminUrl, who), /does not exist/);
});

test('Two test databases share no rows', async () => {
  const [one, two] = await Promise.all([createTestDatabase(), createTestDatabase()]);
  await ask(one.ownerUrl, 'create table only_here (id int)');
  assert.deepEqual(await ask(two.adminUrl, "select to_regclass('only_here') as found"), [{ found: null }]);
  await Promise.all([one.drop(), two.drop()]);
});

test('Several test processes may ask for databases at once, also for the very first template', async () => {
  const server = await startTestPostgres();
  const program = `
    const { createTestDatabase } = await import('#test/build/postgres.ts');
    const all = await Promise.all([createTestDatabase(), createTestDatabase()]);
    await Promise.all(all.map((database) => database.drop()));`;
  const ends = Array.from({ length: 4 }, async () => {
    const child = spawn(process.execPath, ['--input-type=module', '-e', program], {
      cwd: import.meta.dirname,
      env: { ...process.env, [testPostgresVariable]: server.adminUrl },
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    return (await once(child, 'exit'))[0] as number | null;
  });
  assert.deepEqual(await Promise.all(ends), [0, 0, 0, 0]);
  await server.stop();
});
