import { createHash } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import pg from 'pg';
import { startProblem } from '../config/start-problem.ts';
import { isCollision, isRefusal, refusal } from './roles-refusal.ts';
import { scramVerifier } from './scram.ts';

export const ownerRole = 'parley_owner';
/** The roles that policies name. A transaction takes exactly one of them with `set local role`. */
export const policyRoles = ['parley_org', 'parley_range', 'parley_ids', 'parley_auth'] as const;
export const appSchema = 'parley';
export const queueSchema = 'pgboss';
const extensions = ['pg_trgm', 'unaccent', 'btree_gin'];
const oldestServer = 15;

/** What the app connects as, and what its sessions need. */
export type AppRole = { appRole: string; appUrl: string };

/**
 * Makes the roles, the two schemas and the extensions that Parley needs in the database of `adminUrl`, and
 * changes only what differs, so every start may call it. The admin is a superuser (embedded), or a user with
 * CREATEROLE who owns the database. Throws a start problem when the server is too old or the admin may not.
 *
 * The login role owns nothing, bypasses nothing and inherits nothing: until it takes a policy role it sees no
 * table. Its password comes from the secret, so several processes agree on it without being told.
 */
export async function ensureRoles(options: { adminUrl: string; appPassword: string }): Promise<AppRole> {
  for (let attempt = 1; ; attempt += 1) {
    const client = await connectAsAdmin(options.adminUrl);
    try {
      return await makeRoles(client, options);
    } catch (error) {
      if (isRefusal(error)) throw await refusal(client, error, [ownerRole, ...policyRoles]);
      // Roles belong to the whole cluster, and no lock of one database keeps another database's start away.
      if (attempt === 8 || !isCollision(error)) throw error;
      await wait(50 * attempt);
    } finally {
      await client.end();
    }
  }
}

/** The login role of a database: two installations in one cluster must not share it. At most 63 bytes. */
export function appRoleName(databaseName: string): string {
  if (databaseName === 'parley') return 'parley_app';
  const name = `parley_app_${databaseName}`;
  if (Buffer.byteLength(name) <= 63) return name;
  return `parley_app_${createHash('sha256').update(databaseName).digest('hex').slice(0, 32)}`;
}

/** The same address with another user. Works for hosts and for sockets given as `?host=/folder`. */
export function urlAs(url: string, user: string, password: string): string {
  const address = new URL(url);
  if (address.hostname === '') address.hostname = 'localhost';
  for (const name of ['user', 'password']) address.searchParams.delete(name);
  address.username = encodeURIComponent(user);
  address.password = encodeURIComponent(password);
  return address.href;
}

/** Where unqualified names are looked up: Parley's schema, then wherever the extensions live. */
export async function searchPath(client: pg.Client): Promise<string> {
  const { rows } = await client.query<{ name: string }>(
    `select distinct n.nspname as name from pg_extension e join pg_namespace n on n.oid = e.extnamespace
      where e.extname = any ($1) and n.nspname <> 'pg_catalog' order by 1`,
    [extensions],
  );
  return [appSchema, ...rows.map((row) => row.name)].map((name) => pg.escapeIdentifier(name)).join(', ');
}

/**
 * Lets the app and the policy roles put jobs into the queue and work on them. Run as the owner, after the queue
 * has installed its tables. Job rows carry ids, never a record's content, so they have no row-level security.
 */
export async function grantQueueAccess(client: pg.Client, appRole: string): Promise<void> {
  const roles = [appRole, ...policyRoles].map((name) => pg.escapeIdentifier(name)).join(', ');
  await client.query(`
    grant usage on schema ${queueSchema} to ${roles};
    grant select, insert, update, delete on all tables in schema ${queueSchema} to ${roles};
    grant execute on all functions in schema ${queueSchema} to ${roles};
    alter default privileges for role ${ownerRole} in schema ${queueSchema}
      grant select, insert, update, delete on tables to ${roles};`);
}

export async function connectAsAdmin(adminUrl: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: adminUrl, connectionTimeoutMillis: 10_000 });
  try {
    await client.connect();
  } catch (error) {
    throw startProblem(`The database cannot be reached: ${describeConnectError(error)}.`, error);
  }
  const { rows } = await client.query<{ version: number }>(
    "select current_setting('server_version_num')::int / 10000 as version",
  );
  const version = rows[0]?.version ?? 0;
  if (version >= oldestServer) return client;
  await client.end();
  throw startProblem(
    `The database is PostgreSQL ${version}; Parley needs PostgreSQL ${oldestServer} or newer.`,
  );
}

// A refused connection to a name with several addresses arrives as an error of errors without a message.
function describeConnectError(error: unknown): string {
  const first = error instanceof AggregateError ? (error.errors[0] as unknown) : error;
  return (first as Error).message;
}

async function makeRoles(
  client: pg.Client,
  options: { adminUrl: string; appPassword: string },
): Promise<AppRole> {
  await client.query('begin');
  await client.query('select pg_advisory_xact_lock($1)', [rolesLock]);
  const { name, version } = await readServer(client);
  const appRole = appRoleName(name);
  await ensureRole(client, ownerRole, 'nologin');
  for (const role of policyRoles) await ensureRole(client, role, 'nologin');
  await ensureAppRole(client, appRole, options.appPassword);
  for (const role of policyRoles) await ensureMembership(client, role, appRole, version);
  await becomeAbleToOwn(client, version);
  await ensureSchemas(client, appRole);
  await ensureSession(client, appRole);
  await ensureConnect(client, name, appRole);
  await client.query('commit');
  return { appRole, appUrl: urlAs(options.adminUrl, appRole, options.appPassword) };
}

// An arbitrary number; only this code and the migrations take locks near it.
const rolesLock = 7_236_110_001;

async function readServer(client: pg.Client): Promise<{ name: string; version: number }> {
  const { rows } = await client.query<{ name: string; version: number }>(
    "select current_database() as name, current_setting('server_version_num')::int / 10000 as version",
  );
  if (!rows[0]) throw new Error('The server did not answer with its version.');
  return rows[0];
}

async function ensureRole(client: pg.Client, name: string, kind: string): Promise<'made' | 'found'> {
  const { rows } = await client.query<{ unsafe: boolean }>(
    'select rolsuper or rolbypassrls or rolcreaterole as unsafe from pg_roles where rolname = $1',
    [name],
  );
  if (rows[0]?.unsafe) {
    throw startProblem(
      `The database role ${name} is a superuser, bypasses row-level security or may create roles; take that away from it, because it would void the walls between companies.`,
    );
  }
  if (rows[0]) return 'found';
  await client.query(
    `create role ${pg.escapeIdentifier(name)} ${kind} noinherit nosuperuser nobypassrls nocreatedb nocreaterole`,
  );
  return 'made';
}

async function ensureAppRole(client: pg.Client, name: string, password: string): Promise<void> {
  const made = await ensureRole(client, name, 'login');
  if (made === 'found' && (await logsIn(client, name, password))) return;
  const verifier = pg.escapeLiteral(scramVerifier(password));
  await client.query(`alter role ${pg.escapeIdentifier(name)} login noinherit password ${verifier}`);
}

// The only way to see whether the secret, and with it the password, is still the one the role was made with.
async function logsIn(admin: pg.Client, user: string, password: string): Promise<boolean> {
  const { host, port, database, ssl } = admin;
  const { rows } = await admin.query<{ plain: boolean }>(
    'select rolcanlogin and not rolinherit as plain from pg_roles where rolname = $1',
    [user],
  );
  if (!rows[0]?.plain) return false;
  const client = new pg.Client({
    host,
    port,
    database,
    ssl,
    user,
    password,
    connectionTimeoutMillis: 10_000,
  });
  try {
    await client.connect();
    return true;
  } catch {
    return false;
  } finally {
    await client.end();
  }
}

// From PostgreSQL 16 on, inheriting belongs to the membership; before, to the role (NOINHERIT).
async function ensureMembership(
  client: pg.Client,
  role: string,
  member: string,
  version: number,
): Promise<void> {
  const granted = version >= 16 ? 'bool_or(m.set_option) and not bool_or(m.inherit_option)' : 'count(*) > 0';
  const { rows } = await client.query<{ fits: boolean | null }>(
    `select ${granted} as fits from pg_auth_members m
      where m.roleid = $1::regrole and m.member = $2::regrole`,
    [pg.escapeIdentifier(role), pg.escapeIdentifier(member)],
  );
  if (rows[0]?.fits) return;
  const options = version >= 16 ? ' with set true, inherit false' : '';
  await client.query(`grant ${pg.escapeIdentifier(role)} to ${pg.escapeIdentifier(member)}${options}`);
}

// Migrations run as the owner role, so an admin who is no superuser must be able to become it.
async function becomeAbleToOwn(client: pg.Client, version: number): Promise<void> {
  const right = version >= 16 ? 'SET' : 'MEMBER';
  const { rows } = await client.query<{ able: boolean; admin: string }>(
    'select pg_has_role(current_user, $1, $2) as able, current_user as admin',
    [ownerRole, right],
  );
  if (rows[0] && !rows[0].able) await ensureMembership(client, ownerRole, rows[0].admin, version);
}

async function ensureSchemas(client: pg.Client, appRole: string): Promise<void> {
  const { rows } = await client.query<{ name: string }>(
    'select extname as name from pg_extension where extname = any ($1)',
    [extensions],
  );
  const installed = new Set(rows.map((row) => row.name));
  for (const name of extensions) {
    if (!installed.has(name)) await client.query(`create extension ${name} with schema public`);
  }
  const users = [appRole, ...policyRoles].map((name) => pg.escapeIdentifier(name)).join(', ');
  for (const schema of [appSchema, queueSchema]) {
    await client.query(`create schema if not exists ${schema} authorization ${ownerRole}`);
  }
  const allowed = await client.query<{ allowed: boolean }>(
    `select bool_and(has_schema_privilege(name, $1, 'USAGE')) as allowed from unnest($2::text[]) as name`,
    [appSchema, [appRole, ...policyRoles]],
  );
  if (allowed.rows[0]?.allowed) return;
  await client.query(`set local role ${ownerRole}`);
  await client.query(`grant usage on schema ${appSchema} to ${users}`);
  await client.query('reset role');
}

async function ensureSession(client: pg.Client, appRole: string): Promise<void> {
  const wanted: Record<string, string> = {
    search_path: await searchPath(client),
    // Row-level security makes one statement mean different plans for different scopes.
    plan_cache_mode: 'force_custom_plan',
  };
  const { rows } = await client.query<{ config: string[] | null }>(
    'select rolconfig as config from pg_roles where rolname = $1',
    [appRole],
  );
  for (const [name, value] of Object.entries(wanted)) {
    if (rows[0]?.config?.includes(`${name}=${value}`)) continue;
    await client.query(`alter role ${pg.escapeIdentifier(appRole)} set ${name} = ${value}`);
  }
}

// The policy roles are the cluster's, not the database's: only the wall at the door keeps the login role of
// another installation in the same cluster from taking them here.
async function ensureConnect(client: pg.Client, database: string, appRole: string): Promise<void> {
  const { rows } = await client.query<{ open: boolean; allowed: boolean }>(
    `select exists (select from aclexplode(coalesce(datacl, acldefault('d', datdba)))
              where grantee = 0 and privilege_type = 'CONNECT') as open,
            has_database_privilege($2, datname, 'CONNECT') as allowed
       from pg_database where datname = $1`,
    [database, appRole],
  );
  if (rows[0]?.allowed && !rows[0].open) return;
  const name = pg.escapeIdentifier(database);
  await client.query(`grant connect on database ${name} to ${pg.escapeIdentifier(appRole)}`);
  await client.query(`revoke connect on database ${name} from public`);
}
