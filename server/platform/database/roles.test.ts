import assert from 'node:assert/strict';
import { createServer } from 'node:net';
import { after, before, test } from 'node:test';
import pg from 'pg';
import { startTestPostgres } from '#test/build/postgres-server.ts';
import { migrate } from './migrate.ts';
import { appRoleName, connectAsAdmin, ensureRoles, urlAs } from './roles.ts';

// Roles belong to a whole cluster, so these tests have one of their own.
let server: Awaited<ReturnType<typeof startTestPostgres>>;
before(async () => {
  server = await startTestPostgres();
});
after(() => server.stop());

const password = 'a password that follows from the secret';

async function ask(url: string, sql: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows;
  } finally {
    await client.end();
  }
}

function onDatabase(name: string): string {
  const url = new URL(server.adminUrl);
  url.pathname = `/${name}`;
  return url.href;
}

async function newDatabase(name: string, owner?: string): Promise<string> {
  await ask(server.adminUrl, `create database ${name} ${owner ? `owner ${owner}` : ''}`);
  return onDatabase(name);
}

// As a provider of databases gives it out: the owner of a database, who may make roles and is no superuser.
async function newOwner(superuserUrl: string, name: string): Promise<string> {
  await ask(superuserUrl, `create role ${name} login createrole password 'pw'`);
  await ask(superuserUrl, `create database ${name}_data owner ${name}`);
  const url = new URL(urlAs(superuserUrl, name, 'pw'));
  url.pathname = `/${name}_data`;
  return url.href;
}

async function prepareTwice(adminUrl: string): Promise<void> {
  for (const round of ['first', 'again']) {
    const { appRole, appUrl } = await ensureRoles({ adminUrl, appPassword: password });
    const { applied } = await migrate({ adminUrl, appRole });
    assert.equal(applied.length > 0, round === 'first');
    await ask(appUrl, 'begin; set local role parley_org; select from lead');
  }
}

test('The login role owns nothing, bypasses nothing, inherits nothing', async () => {
  const adminUrl = await newDatabase('attributes');
  const { appRole, appUrl } = await ensureRoles({ adminUrl, appPassword: password });
  await migrate({ adminUrl, appRole });
  assert.deepEqual(
    await ask(
      adminUrl,
      `select rolname as name, rolcanlogin as login, rolsuper or rolbypassrls or rolcreaterole or rolcreatedb
                or rolreplication or rolinherit as powerful,
              exists (select from pg_class where relowner = r.oid) as owns
         from pg_roles r where rolname like 'parley\\_%' and rolname <> 'parley_admin' order by 1`,
    ),
    [
      { name: 'parley_app_attributes', login: true, powerful: false, owns: false },
      { name: 'parley_auth', login: false, powerful: false, owns: false },
      { name: 'parley_ids', login: false, powerful: false, owns: false },
      { name: 'parley_org', login: false, powerful: false, owns: false },
      { name: 'parley_owner', login: false, powerful: false, owns: true },
      { name: 'parley_range', login: false, powerful: false, owns: false },
    ],
  );
  assert.deepEqual(
    await ask(
      adminUrl,
      `select roleid::regrole::text as role, set_option as may_set, inherit_option as inherits, admin_option as admin
         from pg_auth_members where member = '${appRole}'::regrole order by 1`,
    ),
    ['parley_auth', 'parley_ids', 'parley_org', 'parley_range'].map((role) => ({
      role,
      may_set: true,
      inherits: false,
      admin: false,
    })),
  );
  assert.deepEqual(
    await ask(
      appUrl,
      "select current_setting('search_path') as path, current_setting('plan_cache_mode') as plans",
    ),
    [{ path: 'parley, public', plans: 'force_custom_plan' }],
  );
});

test('The app sees no table before it takes a policy role, cannot become the owner and cannot make tables', async () => {
  const adminUrl = await newDatabase('walls');
  const { appRole, appUrl } = await ensureRoles({ adminUrl, appPassword: password });
  await migrate({ adminUrl, appRole });
  await assert.rejects(ask(appUrl, 'select from lead'), /permission denied for table lead/);
  await ask(appUrl, 'begin; set local role parley_org; select from lead');
  await assert.rejects(ask(appUrl, 'set role parley_owner'), /permission denied to set role/);
  for (const role of [appRole, 'parley_org', 'parley_auth']) {
    for (const schema of ['parley', 'public', 'pgboss']) {
      const make = `set role ${role}; create table ${schema}.mine (id int)`;
      await assert.rejects(ask(appUrl, make), /permission denied for schema/, `${role} in ${schema}`);
    }
  }
});

test('A second call changes nothing; a changed secret changes the password', async () => {
  const adminUrl = await newDatabase('again');
  const first = await ensureRoles({ adminUrl, appPassword: password });
  const verifier = () =>
    ask(adminUrl, `select rolpassword as kept from pg_authid where rolname = '${first.appRole}'`);
  const before = await verifier();
  assert.match(String(before[0]?.kept), /^SCRAM-SHA-256\$4096:/);
  await ensureRoles({ adminUrl, appPassword: password });
  assert.deepEqual(await verifier(), before);
  const second = await ensureRoles({ adminUrl, appPassword: 'another secret' });
  assert.deepEqual(await ask(second.appUrl, 'select 1 as one'), [{ one: 1 }]);
  await assert.rejects(ask(first.appUrl, 'select 1'), /password authentication failed/);
});

test('Many processes may make the roles at once, in one database and in several', async () => {
  const urls = await Promise.all(['race_a', 'race_b', 'race_c'].map((name) => newDatabase(name)));
  const calls = [...urls, ...urls, ...urls].map((adminUrl) =>
    ensureRoles({ adminUrl, appPassword: password }),
  );
  const made = await Promise.all(calls);
  assert.deepEqual(new Set(made.map(({ appRole }) => appRole)).size, 3);
  for (const { appUrl } of made) assert.deepEqual(await ask(appUrl, 'select 1 as one'), [{ one: 1 }]);
});

test('The login of one installation cannot enter the database of another in the same cluster', async () => {
  const ours = await newDatabase('ours');
  const theirs = await newDatabase('theirs');
  const { appUrl } = await ensureRoles({ adminUrl: ours, appPassword: password });
  await ensureRoles({ adminUrl: theirs, appPassword: password });
  const url = new URL(appUrl);
  url.pathname = '/theirs';
  await assert.rejects(ask(url.href, 'select 1'), /permission denied for database/);
});

test('A user who may not prepare the database is told what to grant', async () => {
  await ask(server.adminUrl, "create role weak login password 'pw'");
  const adminUrl = urlAs(await newDatabase('weak_data', 'weak'), 'weak', 'pw');
  await assert.rejects(
    ensureRoles({ adminUrl, appPassword: password }),
    /^Error: The database user weak may not prepare weak_data for Parley \(.*\); it must own the database and have CREATEROLE\./,
  );
});

test('A role that could void the walls is refused', async () => {
  const adminUrl = await newDatabase('powerful');
  await ask(server.adminUrl, 'create role parley_app_powerful login bypassrls');
  await assert.rejects(
    ensureRoles({ adminUrl, appPassword: password }),
    /^Error: The database role parley_app_powerful is a superuser, bypasses row-level security or may create roles/,
  );
});

test('Names of login roles fit into PostgreSQL and differ', () => {
  assert.equal(appRoleName('parley'), 'parley_app');
  assert.equal(appRoleName('crm'), 'parley_app_crm');
  const [a, b] = ['a', 'b'].map((end) => appRoleName('x'.repeat(62) + end));
  assert.ok(Buffer.byteLength(a ?? '') <= 63);
  assert.notEqual(a, b);
});

test('An address takes another user, also where the host is a folder', () => {
  assert.equal(
    urlAs('postgres://me:pw@db:5433/crm?sslmode=require', 'you', 'p w'),
    'postgres://you:p%20w@db:5433/crm?sslmode=require',
  );
  const socket = new URL(urlAs('postgres:///crm?host=%2Frun%2Fpg&user=me', 'you', 'pw'));
  assert.equal(socket.searchParams.get('host'), '/run/pg');
  assert.equal(socket.searchParams.get('user'), null);
  assert.equal(socket.username, 'you');
});

test('A server that does not answer, or is too old, is one sentence', async () => {
  const closed = createServer();
  await new Promise<void>((resolve) => closed.listen(0, '127.0.0.1', resolve));
  const { port } = closed.address() as { port: number };
  closed.close();
  await assert.rejects(
    connectAsAdmin(`postgres://me:pw@127.0.0.1:${port}/crm`),
    /^Error: The database cannot be reached: connect ECONNREFUSED/,
  );
  const old = await listenAsOldServer('13');
  await assert.rejects(
    connectAsAdmin(`postgres://me:pw@127.0.0.1:${old.port}/crm`),
    /^Error: The database is PostgreSQL 13; Parley needs PostgreSQL 15 or newer\.$/,
  );
  old.close();
});

test('An outside PostgreSQL is prepared by a user who is no superuser', async () => {
  const outside = await startTestPostgres();
  await prepareTwice(await newOwner(outside.adminUrl, 'crm'));

  const second = await newOwner(outside.adminUrl, 'other');
  await assert.rejects(
    ensureRoles({ adminUrl: second, appPassword: password }),
    /^Error: The database user other may not use the roles that another Parley in this cluster made .* with: grant parley_owner, /,
  );
  await ask(
    outside.adminUrl,
    'grant parley_owner, parley_org, parley_range, parley_ids, parley_auth to "other" with admin option',
  );
  await prepareTwice(second);
  await outside.stop();
});

// No packaged PostgreSQL is old enough to ask, so this speaks the few messages that the question needs
// (https://www.postgresql.org/docs/current/protocol-message-formats.html).
async function listenAsOldServer(version: string): Promise<{ port: number; close(): void }> {
  const message = (type: string, body: Buffer) => {
    const length = Buffer.alloc(4);
    length.writeInt32BE(body.length + 4);
    return Buffer.concat([Buffer.from(type), length, body]);
  };
  const ready = message('Z', Buffer.from('I'));
  const column = Buffer.concat([
    Buffer.from('version\0'),
    Buffer.from('000000000000000000170004ffffffff0000', 'hex'),
  ]);
  const row = Buffer.concat([Buffer.from([0, 1, 0, 0, 0, version.length]), Buffer.from(version)]);
  const answer = Buffer.concat([
    message('T', Buffer.concat([Buffer.from([0, 1]), column])),
    message('D', row),
    message('C', Buffer.from('SELECT 1\0')),
    ready,
  ]);
  const listener = createServer((socket) => {
    socket.once('data', () => {
      socket.write(Buffer.concat([message('R', Buffer.alloc(4)), ready]));
      socket.once('data', () => socket.write(answer));
    });
  });
  await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve));
  return { port: (listener.address() as { port: number }).port, close: () => listener.close() };
}
