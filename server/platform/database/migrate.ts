import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type pg from 'pg';
import type { Logger } from 'pino';
import { installationDir } from '../config/config.ts';
import { startProblem } from '../config/start-problem.ts';
import { installQueue } from './queue-schema.ts';
import { connectAsAdmin, grantQueueAccess, ownerRole, searchPath } from './roles.ts';

export const migrationsDir = join(installationDir, 'migrations');

/** `applied` names what this call ran, in order; another process may have run the rest a moment earlier. */
export type MigrationResult = { applied: string[]; queue: 'installed' | 'updated' | 'current' };
type Migration = { name: string; sql: string; sha256: string };
type Applied = { name: string; sha256: string };

// An arbitrary number, the same in every process that migrates this database.
const migrationLock = 7_236_110_002;

/**
 * Brings the database up to this code: each file of `folder` in order, in a transaction of its own, as the owner
 * role; then the job queue's tables. One process at a time; the others wait and find nothing to do. Throws a
 * start problem when an applied file was changed, the database is newer than the code, or a file fails (which is
 * undone whole). Call `ensureRoles` first.
 */
export async function migrate(options: {
  adminUrl: string;
  appRole: string;
  folder?: string;
  log?: Logger;
}): Promise<MigrationResult> {
  const known = readMigrations(options.folder ?? migrationsDir);
  const client = await connectAsAdmin(options.adminUrl);
  try {
    const path = await searchPath(client);
    await client.query(`set role ${ownerRole}; set search_path = ${path}; set statement_timeout = 0`);
    await client.query('select pg_advisory_lock($1)', [migrationLock]);
    await client.query(journal);
    const pending = comparePlans(known, await readApplied(client));
    for (const migration of pending) {
      await apply(client, migration);
      options.log?.info({ migration: migration.name }, 'Applied a migration.');
    }
    const queue = await installQueue(client);
    await grantQueueAccess(client, options.appRole);
    return { applied: pending.map(({ name }) => name), queue };
  } finally {
    // Ending the session releases the lock.
    await client.end();
  }
}

/**
 * The migrations of this code that the database lacks, for readiness: none when it is current. `queries` may be
 * the app's pool. Throws when the database does not answer.
 */
export async function pendingMigrations(
  queries: Pick<pg.Pool, 'query'>,
  folder: string = migrationsDir,
): Promise<string[]> {
  const { rows } = await queries.query<{ name: string }>('select name from migration');
  const applied = new Set(rows.map((row) => row.name));
  return listFiles(folder).filter((name) => !applied.has(name));
}

const journal = `
  create table if not exists migration (
    name text primary key,
    sha256 text not null,
    applied_at timestamptz not null default now()
  );
  alter table migration enable row level security;
  do $$ begin
    if not exists (select from pg_policy where polrelid = 'migration'::regclass) then
      create policy everybody_reads on migration for select to public using (true);
      grant select on migration to public;
    end if;
  end $$`;

function readMigrations(folder: string): Migration[] {
  return listFiles(folder).map((name) => {
    const sql = readFileSync(join(folder, `${name}.sql`), 'utf8');
    return { name, sql, sha256: createHash('sha256').update(sql).digest('hex') };
  });
}

function listFiles(folder: string): string[] {
  const names = readdirSync(folder)
    .filter((file) => file.endsWith('.sql'))
    .map((file) => file.slice(0, -'.sql'.length))
    .sort();
  const numbers = new Set<string>();
  for (const name of names) {
    const number = /^(\d{4})-[a-z0-9-]+$/.exec(name)?.[1];
    if (!number) throw new Error(`Migration ${name}.sql must be called like 0001-what-it-does.sql.`);
    if (numbers.has(number)) throw new Error(`Two migrations have the number ${number}.`);
    numbers.add(number);
  }
  return names;
}

async function readApplied(client: pg.Client): Promise<Applied[]> {
  const { rows } = await client.query<Applied>('select name, sha256 from migration order by name');
  return rows;
}

// What is left to apply, after the refusals.
function comparePlans(known: Migration[], applied: Applied[]): Migration[] {
  const byName = new Map(known.map((migration) => [migration.name, migration]));
  for (const { name, sha256 } of applied) {
    const file = byName.get(name);
    if (!file) {
      throw startProblem(
        `The database was used by a newer Parley (its migration ${name} is unknown here); start that version, or restore a backup made before it.`,
      );
    }
    if (file.sha256 !== sha256) {
      throw startProblem(
        `The migration ${name} was changed after this database applied it; put the file back as it was, and make the change in a new migration.`,
      );
    }
  }
  const done = new Set(applied.map(({ name }) => name));
  return known.filter(({ name }) => !done.has(name));
}

async function apply(client: pg.Client, migration: Migration): Promise<void> {
  try {
    await client.query('begin');
    await client.query(migration.sql);
    await client.query('insert into migration (name, sha256) values ($1, $2)', [
      migration.name,
      migration.sha256,
    ]);
    await client.query('commit');
  } catch (error) {
    await client.query('rollback');
    throw startProblem(
      `The migration ${migration.name}${lineOf(error, migration.sql)} failed and was undone: ${(error as Error).message}.`,
      error,
    );
  }
}

function lineOf(error: unknown, sql: string): string {
  const position = Number((error as { position?: string }).position);
  return position > 0 ? ` (line ${sql.slice(0, position).split('\n').length})` : '';
}
