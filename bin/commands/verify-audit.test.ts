import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { createTestCompany } from '#test/build/company.ts';
import { startTestServer, type TestServer } from '#test/build/server.ts';
import { asAdmin } from '#test/build/services.ts';

const folder = mkdtempSync(join(tmpdir(), 'parley-verify-'));
let server: TestServer;

before(async () => {
  server = await startTestServer();
});

after(async () => {
  await server.stop();
  rmSync(folder, { recursive: true });
});

function verifyAudit(...args: string[]): Promise<{ code: number; text: string }> {
  const { promise, resolve } = Promise.withResolvers<{ code: number; text: string }>();
  const env = {
    PATH: process.env.PATH,
    ENV_FILE: '/dev/null',
    DATA_DIR: folder,
    DATABASE_URL: server.database.adminUrl,
  };
  execFile(join(import.meta.dirname, '../parley'), ['verify-audit', ...args], { env }, (error, out, err) =>
    resolve({ code: Number(error?.code ?? 0), text: out + err }),
  );
  return promise;
}

test('verify-audit names the company and the place where its log is broken, and ends with 1', async () => {
  const sound = await createTestCompany(server, { name: 'Northwind' });
  const spoilt = await createTestCompany(server, { name: 'Southwind' });
  const whole = await verifyAudit();
  assert.equal(whole.code, 0, whole.text);
  assert.match(whole.text, /ok +Northwind/);
  assert.match(whole.text, /2 audit logs: intact\./);

  await asAdmin(
    server.database.adminUrl,
    `update audit_entry set after = '{}' where org_id = $1 and position = 2`,
    [spoilt.orgId],
  );
  const broken = await verifyAudit();
  assert.equal(broken.code, 1, broken.text);
  assert.match(broken.text, /ok +Northwind/);
  assert.match(
    broken.text,
    /BROKEN Southwind .*: entry 2 was changed, removed or put in; before it, 1 entry is intact\./,
  );

  const one = await verifyAudit('--company', sound.orgId);
  assert.equal(one.code, 0, one.text);
  assert.match(one.text, /1 audit log: intact\./);
  const none = await verifyAudit('--company', 'nobody');
  assert.equal(none.code, 1);
  assert.match(none.text, /^There is no company nobody/);
});
