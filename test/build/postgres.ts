import { createHash, randomBytes } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { migrate, migrationsDir } from '#platform/database/migrate.ts';
import { appRoleName, appSchema, ensureRoles, ownerRole, urlAs } from '#platform/database/roles.ts';
import { startTestPostgres, testPostgresVariable } from './postgres-server.ts';

export type TestDatabase = {
  /** As the app logs in: sees nothing until a transaction takes a policy role. */
  appUrl: string;
  /** As a superuser, who passes every wall: to arrange and to look. Unqualified names work. */
  adminUrl: string;
  /** As the owner of the tables, the way migrations run. */
  ownerUrl: string;
  drop(): Promise<void>;
};

const appPassword = 'the app of the tests logs in with this';
let ownServer: Promise<string> | undefined;

/**
 * A database of its own with every migration applied, in a fraction of a second: a clone of a template that the
 * first caller of the run makes. Any number of test processes may call it at once. Call `drop` at the end, after
 * closing every connection of yours.
 */
export async function createTestDatabase(): Promise<TestDatabase> {
  const serverUrl = await findServer();
  const hash = hashOfSources();
  const template = `template_${hash}`;
  const name = `test_${randomBytes(6).toString('hex')}`;
  await asAdmin(serverUrl, async (client) => {
    // The lock keeps two processes from making the template, and nobody connects to it afterwards.
    await client.query('select pg_advisory_lock(1)');
    await ensureTemplate(client, serverUrl, template, hash);
    await client.query('select pg_advisory_unlock(1)');
    await client.query(`create database ${name} template ${template}`);
  });
  const path = `-c search_path=${appSchema},public`;
  const url = onDatabase(serverUrl, name);
  return {
    appUrl: urlAs(url, appRoleName(buildName(hash)), appPassword),
    adminUrl: withOptions(url, path),
    ownerUrl: withOptions(url, `${path} -c role=${ownerRole}`),
    drop: () =>
      asAdmin(serverUrl, async (client) => {
        await client.query(`drop database if exists ${name} with (force)`);
      }),
  };
}

// Run alone (`node --test one.test.ts`), a test file starts a server of its own, which ends with its process.
async function findServer(): Promise<string> {
  const shared = process.env[testPostgresVariable];
  if (shared) return shared;
  ownServer ??= startTestPostgres().then(({ adminUrl }) => adminUrl);
  return ownServer;
}

async function ensureTemplate(
  client: pg.Client,
  serverUrl: string,
  template: string,
  hash: string,
): Promise<void> {
  const found = await client.query('select 1 from pg_database where datname = $1', [template]);
  if (found.rows.length > 0) return;
  const building = buildName(hash);
  await client.query(`drop database if exists ${building} with (force)`);
  await client.query(`create database ${building}`);
  const adminUrl = onDatabase(serverUrl, building);
  const { appRole } = await ensureRoles({ adminUrl, appPassword });
  await migrate({ adminUrl, appRole });
  await client.query(`alter database ${building} rename to ${template}`);
  await client.query(`alter database ${template} allow_connections false`);
}

const buildName = (hash: string) => `building_${hash}`;

// Everything that shapes a migrated database: a change of any of it makes another template.
function hashOfSources(): string {
  const hash = createHash('sha256');
  for (const file of readdirSync(migrationsDir).sort()) {
    hash.update(file).update(readFileSync(join(migrationsDir, file)));
  }
  for (const file of ['roles.ts', 'migrate.ts', 'queue-schema.ts']) {
    hash.update(readFileSync(join(import.meta.dirname, '../../server/platform/database', file)));
  }
  return hash.digest('hex').slice(0, 16);
}

async function asAdmin(url: string, run: (client: pg.Client) => Promise<void>): Promise<void> {
  const client = new pg.Client({ connectionString: onDatabase(url, 'postgres') });
  await client.connect();
  try {
    await run(client);
  } finally {
    await client.end();
  }
}

function onDatabase(url: string, name: string): string {
  const address = new URL(url);
  address.pathname = `/${name}`;
  return address.href;
}

function withOptions(url: string, options: string): string {
  const address = new URL(url);
  address.searchParams.set('options', options);
  return address.href;
}
