import pg from 'pg';
import type { Config } from '#platform/config/config.ts';
import { isStartProblem } from '#platform/config/start-problem.ts';
import {
  findRunningEmbedded,
  hasEmbeddedDatabase,
  startEmbeddedPostgres,
} from '#platform/database/embedded.ts';
import { pendingMigrations } from '#platform/database/migrate.ts';
import { appPassword } from '#platform/database/prepare.ts';
import { appRoleName, connectAsAdmin, urlAs } from '#platform/database/roles.ts';
import { silentLog } from '#platform/log/log.ts';

/** One line of what the doctor says. */
export type Finding = { state: 'ok' | 'warning' | 'wrong'; sentence: string };

/** What the doctor says about the database. Starts an embedded one that is not running, and stops it again. */
export async function inspectDatabase(config: Config): Promise<Finding[]> {
  try {
    const outside = config.databaseUrl ?? findRunningEmbedded(config.dataDir);
    if (outside) return await inspect(outside, config);
    if (!hasEmbeddedDatabase(config.dataDir)) {
      return [{ state: 'warning', sentence: 'There is no database yet; the first start makes it.' }];
    }
    const server = await startEmbeddedPostgres({ dataDir: config.dataDir, log: silentLog() });
    try {
      return await inspect(server.adminUrl, config);
    } finally {
      await server.stop();
    }
  } catch (error) {
    if (!isStartProblem(error)) throw error;
    return [{ state: 'wrong', sentence: error.message }];
  }
}

async function inspect(adminUrl: string, config: Config): Promise<Finding[]> {
  const admin = await connectAsAdmin(adminUrl);
  try {
    const { rows } = await admin.query<{ name: string; version: string }>(
      "select current_database() as name, current_setting('server_version') as version",
    );
    const { name = '', version = '' } = rows[0] ?? {};
    const appRole = appRoleName(name);
    return [
      { state: 'ok', sentence: `PostgreSQL ${version.split(' ')[0]} answers, database ${name}.` },
      await inspectRole(admin, appRole),
      await inspectMigrations(urlAs(adminUrl, appRole, appPassword(config))),
    ];
  } finally {
    await admin.end();
  }
}

async function inspectRole(admin: pg.Client, appRole: string): Promise<Finding> {
  const { rows } = await admin.query<{ powerful: boolean; owns: boolean }>(
    `select rolsuper or rolbypassrls or rolcreaterole or rolcreatedb or rolinherit as powerful,
            exists (select from pg_class where relowner = r.oid) as owns
       from pg_roles r where rolname = $1`,
    [appRole],
  );
  if (!rows[0])
    return { state: 'warning', sentence: `The role ${appRole} is not made yet; the next start makes it.` };
  if (rows[0].powerful || rows[0].owns) {
    return {
      state: 'wrong',
      sentence: `The role ${appRole} can pass row-level security; take away what it was given (superuser, bypassrls, createrole, createdb, inherit, tables of its own).`,
    };
  }
  return { state: 'ok', sentence: `The app's role ${appRole} cannot pass row-level security.` };
}

async function inspectMigrations(appUrl: string): Promise<Finding> {
  const client = new pg.Client({ connectionString: appUrl });
  try {
    await client.connect();
    const pending = await pendingMigrations(client);
    if (pending.length === 0) return { state: 'ok', sentence: 'All migrations are applied.' };
    return { state: 'warning', sentence: `The next start applies ${pending.join(', ')}.` };
  } catch (error) {
    const code = (error as { code?: string }).code;
    if (code !== '28P01' && code !== '28000' && code !== '42P01' && code !== '42501') throw error;
    return {
      state: 'warning',
      sentence: 'The database is not prepared for this secret yet; the next start does that.',
    };
  } finally {
    await client.end();
  }
}
