import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { type Api, api, cookiesOf } from '#test/build/api.ts';
import { createTestCompany, type TestCompany, type TestMember, testPassword } from '#test/build/company.ts';
import { startTestServer, type TestServer } from '#test/build/server.ts';
import { asAdmin } from '#test/build/services.ts';
import { totp as totpOf } from '#test/build/totp.ts';

let server: TestServer;
let company: TestCompany;
let member: TestMember;
let browser: Api;

before(async () => {
  server = await startTestServer();
  company = await createTestCompany(server);
});
after(() => server.stop());
beforeEach(async () => {
  await asAdmin(server.database.adminUrl, 'delete from auth_attempt');
  member = await company.addMember('sales_representative', company.nodes.branch);
  browser = api(server.url, cookiesOf(await enter()));
});

const enter = (more: { code?: string; password?: string } = {}) =>
  api(server.url).post('/auth/sign-in', { email: member.email, password: testPassword, ...more });

const totp = (uri: string, steps = 0) => totpOf(new URL(uri).searchParams.get('secret') ?? '', steps);

async function switchOn(): Promise<{ uri: string; backupCodes: string[] }> {
  const begun = await browser.post('/auth/totp/enable', { password: testPassword });
  assert.equal(begun.status, 200);
  const confirmed = await browser.post('/auth/totp/confirm', { code: totp(begun.body.uri) });
  assert.equal(confirmed.status, 204);
  browser = api(server.url, cookiesOf(confirmed));
  return begun.body;
}

test('two-factor sign-in holds from its confirmation on: password alone no longer suffices', async () => {
  const wrong = await browser.post('/auth/totp/enable', { password: 'not the password' });
  assert.deepEqual([wrong.status, wrong.body.code], [401, 'wrong_credentials']);
  const begun = await browser.post('/auth/totp/enable', { password: testPassword });
  assert.match(begun.body.uri, /^otpauth:\/\/totp\/Parley:/);
  assert.equal(begun.body.backupCodes.length, 10);
  assert.equal((await enter()).status, 200);
  const misread = await browser.post('/auth/totp/confirm', { code: '000000' });
  assert.deepEqual([misread.status, misread.body.code], [401, 'wrong_code']);
  const confirmed = await browser.post('/auth/totp/confirm', { code: totp(begun.body.uri) });
  browser = api(server.url, cookiesOf(confirmed));
  assert.equal((await browser.get('/me')).body.member.twoFactorEnabled, true);

  const asked = await enter();
  assert.deepEqual([asked.status, asked.body.code], [401, 'second_factor_required']);
  assert.equal((await api(server.url, cookiesOf(asked)).get('/me')).status, 401);
});

test('the code goes along with the password, or follows in a second step', async () => {
  const { uri } = await switchOn();
  const spaced = totp(uri).replace(/(...)/, '$1 ');
  const atOnce = await enter({ code: spaced });
  assert.equal(atOnce.status, 200);
  assert.equal((await api(server.url, cookiesOf(atOnce)).get('/me')).status, 200);

  const asked = await enter();
  const challenged = api(server.url, cookiesOf(asked));
  const wrong = await challenged.post('/auth/two-factor', { code: '000000' });
  assert.deepEqual([wrong.status, wrong.body.code], [401, 'wrong_code']);
  const used = await challenged.post('/auth/two-factor', { code: spaced });
  assert.deepEqual([used.status, used.body.code], [401, 'wrong_code'], 'a code works once');
  assert.equal((await api(server.url, cookiesOf(used)).get('/me')).status, 401);
  const next = await enter();
  const second = await api(server.url, cookiesOf(next)).post('/auth/two-factor', { code: totp(uri, 1) });
  assert.equal(second.status, 200);
  assert.equal(second.body.member.id, member.id);
  assert.equal((await api(server.url, cookiesOf(second)).get('/me')).status, 200);
  const again = await challenged.post('/auth/two-factor', { code: totp(uri) });
  assert.deepEqual([again.status, again.body.code], [401, 'wrong_credentials']);
  const never = await api(server.url).post('/auth/two-factor', { code: totp(uri) });
  assert.equal(never.status, 401);
});

test('a wrong code is refused and audited, and tells nothing when the password is wrong too', async () => {
  const { uri } = await switchOn();
  const wrong = await enter({ code: '000000' });
  assert.deepEqual([wrong.status, wrong.body.code], [401, 'wrong_code']);
  const both = await enter({ password: 'not the password', code: totp(uri) });
  assert.deepEqual([both.status, both.body.code], [401, 'wrong_credentials']);
  const entries = await asAdmin(
    server.database.adminUrl,
    `select after ->> 'reason' as reason from audit_entry where action = 'sign_in.failed' and record_id = $1 order by position`,
    [member.id],
  );
  assert.deepEqual(entries, [{ reason: 'wrong_code' }, { reason: 'wrong_credentials' }]);
});

test('a backup code works once', async () => {
  const { backupCodes } = await switchOn();
  assert.equal((await enter({ code: backupCodes[3] })).status, 200);
  const again = await enter({ code: backupCodes[3] });
  assert.deepEqual([again.status, again.body.code], [401, 'wrong_code']);
  assert.equal((await enter({ code: backupCodes[4] })).status, 200);
});

test('codes cannot be guessed: ten wrong ones shut the door, also for the right password', async () => {
  const { uri } = await switchOn();
  const statuses: number[] = [];
  for (let guess = 0; guess < 12; guess += 1) {
    statuses.push((await enter({ code: String(100_000 + guess) })).status);
    // Signing in with the password alone in between must not refill what wrong codes have used up.
    if (guess % 4 === 3 && guess < 10) statuses.push((await enter()).status);
  }
  assert.ok(
    statuses.slice(-2).every((status) => status === 429),
    statuses.join(),
  );
  assert.equal((await enter({ code: totp(uri) })).status, 429);
});

test('whoever knows the password switches it off again', async () => {
  await switchOn();
  assert.equal((await browser.post('/auth/totp/disable', { password: 'not it at all' })).status, 401);
  assert.equal((await browser.post('/auth/totp/disable', { password: testPassword })).status, 204);
  assert.equal((await enter()).status, 200);
  assert.equal((await member.api.post('/auth/totp/enable', { password: testPassword })).status, 403);
});
