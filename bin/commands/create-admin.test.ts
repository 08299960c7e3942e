import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { api, cookiesOf } from '#test/build/api.ts';
import { createTestCompany, type TestCompany, testPassword } from '#test/build/company.ts';
import { startTestServer, type TestServer } from '#test/build/server.ts';
import { asAdmin } from '#test/build/services.ts';

const folder = mkdtempSync(join(tmpdir(), 'parley-create-admin-'));
const secret = '0123456789abcdef0123456789abcdef-this-one';
let server: TestServer;

before(async () => {
  server = await startTestServer({ env: { SECRET_KEY: secret } });
});
after(async () => {
  await server.stop();
  rmSync(folder, { recursive: true });
});

async function createAdmin(...args: string[]): Promise<{ code: number; text: string }> {
  const { promise, resolve } = Promise.withResolvers<{ code: number; text: string }>();
  const env = {
    PATH: process.env.PATH,
    ENV_FILE: '/dev/null',
    DATA_DIR: folder,
    DATABASE_URL: server.database.adminUrl,
    SECRET_KEY: secret,
  };
  execFile(join(import.meta.dirname, '../parley'), ['create-admin', ...args], { env }, (error, out, err) =>
    resolve({ code: Number(error?.code ?? 0), text: out + err }),
  );
  const ended = await promise;
  // The command shuts the database to every login role but its own; the server of this test has the tests' one.
  const name = new URL(server.database.adminUrl).pathname.slice(1);
  await asAdmin(server.database.adminUrl, `grant connect on database ${name} to public`);
  return ended;
}

async function enterByLink(text: string, email: string) {
  const token = /reset-password\?token=([\w-]+)/.exec(text)?.[1] ?? '';
  const password = 'set by the printed link';
  assert.equal((await api(server.url).post('/auth/password/reset', { token, password })).status, 204);
  const signedIn = await api(server.url).post('/auth/sign-in', { email, password });
  assert.equal(signedIn.status, 200);
  const again = await api(server.url).post('/auth/password/reset', { token, password: testPassword });
  assert.equal(again.status, 410);
  return api(server.url, cookiesOf(signedIn));
}

test('create-admin asks for what it needs, in one sentence', async () => {
  const without = await createAdmin();
  assert.deepEqual([without.code, without.text], [1, 'create-admin needs --email with an email address.\n']);
  const empty = await createAdmin('--email', 'root@example.com');
  assert.equal(empty.code, 1);
  assert.match(empty.text, /^There is no company yet; /);
});

test('create-admin adds an administrator, and lets one in again who lost everything', async () => {
  const company: TestCompany = await createTestCompany(server);
  const added = await createAdmin('--email', 'Root@Example.com', '--name', 'Rana Root');
  assert.equal(added.code, 0, added.text);
  const root = await enterByLink(added.text, 'root@example.com');
  const me = await root.get('/me');
  assert.equal(me.body.member.name, 'Rana Root');
  assert.equal(me.body.scopes[0].level, 'organisation');
  assert.equal((await root.get('/api-keys')).status, 200);

  const member = await company.addMember('viewer', company.nodes.branch);
  const first = await api(server.url).post('/auth/sign-in', { email: member.email, password: testPassword });
  const begun = await api(server.url, cookiesOf(first)).post('/auth/totp/enable', { password: testPassword });
  assert.equal(begun.status, 200);
  await asAdmin(
    server.database.adminUrl,
    `update auth_user set two_factor_enabled = true where email = '${member.email}'`,
  );
  await company.api.post(`/members/${member.id}/deactivate`, {});
  const found = await createAdmin('--email', member.email, '--reset-second-factor');
  assert.equal(found.code, 0, found.text);
  const back = await enterByLink(found.text, member.email);
  assert.equal((await back.get('/api-keys')).status, 200);
  const again = await createAdmin('--email', member.email);
  assert.equal(again.code, 0, again.text);
  const trail = await asAdmin<{ actor_name: string }>(
    server.database.adminUrl,
    `select actor_name from audit_entry where action = 'member.made_administrator' and org_id = $1`,
    [company.orgId],
  );
  assert.deepEqual(
    trail,
    Array.from({ length: 3 }, () => ({ actor_name: 'create-admin' })),
  );

  const other = await createTestCompany(server, { name: 'Southwind' });
  const which = await createAdmin('--email', 'root@example.com');
  assert.match(which.text, /^There are 2 companies here; name one with --company <id>\./);
  const taken = await createAdmin('--email', 'root@example.com', '--company', other.orgId);
  assert.deepEqual([taken.code, taken.text], [1, 'root@example.com signs in to another company.\n']);
});
