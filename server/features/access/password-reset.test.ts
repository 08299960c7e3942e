import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { api, cookiesOf } from '#test/build/api.ts';
import { createTestCompany, type TestCompany, type TestMember, testPassword } from '#test/build/company.ts';
import { startTestServer, type TestServer } from '#test/build/server.ts';
import { asAdmin } from '#test/build/services.ts';

let server: TestServer;
let company: TestCompany;
let member: TestMember;
const next = 'an entirely new password';

before(async () => {
  server = await startTestServer();
  company = await createTestCompany(server);
});
after(() => server.stop());
beforeEach(async () => {
  await asAdmin(server.database.adminUrl, 'delete from auth_attempt');
  await asAdmin(server.database.adminUrl, 'delete from auth_mail');
  member = await company.addMember('viewer', company.nodes.branch);
});

const forgot = (email: string) => api(server.url).post('/auth/password/forgot', { email });
const reset = (token: string, password = next) =>
  api(server.url).post('/auth/password/reset', { token, password });
const enter = (password: string) => api(server.url).post('/auth/sign-in', { email: member.email, password });
const mails = () =>
  asAdmin<{ recipient: string; subject: string; body_text: string }>(
    server.database.adminUrl,
    'select recipient, subject, body_text from auth_mail order by created_at',
  );

async function mailedToken(): Promise<string> {
  const [mail] = await mails();
  const token = /\/reset-password\?token=([\w-]+)/.exec(mail?.body_text ?? '')?.[1];
  assert.ok(token, mail?.body_text);
  return token;
}

test('a mailed link sets a new password, once, and ends every session', async () => {
  const before = api(server.url, cookiesOf(await enter(testPassword)));
  const asked = await forgot(member.email.toUpperCase());
  assert.equal(asked.status, 202);
  assert.equal((await mails())[0]?.recipient, member.email);
  const token = await mailedToken();
  const short = await reset(token, 'short');
  assert.deepEqual([short.status, short.body.errors[0].path], [422, 'password']);
  assert.equal((await reset(token)).status, 204);
  assert.equal((await before.get('/me')).status, 401);
  assert.equal((await enter(testPassword)).status, 401);
  assert.equal((await enter(next)).status, 200);
  const again = await reset(token, 'a third password');
  assert.deepEqual([again.status, again.body.code], [410, 'link_expired']);
  const actions = await asAdmin<{ action: string }>(
    server.database.adminUrl,
    `select action from audit_entry where record_id = $1 and action like 'password%' order by position`,
    [member.id],
  );
  assert.deepEqual(
    actions.map(({ action }) => action),
    ['password.reset_asked', 'password.reset'],
  );
});

test('the answer is the same for every address, and only members get mail', async () => {
  await company.api.post(`/members/${member.id}/deactivate`, {});
  const timed = async (email: string) => {
    const start = performance.now();
    const { status, body } = await forgot(email);
    assert.ok(performance.now() - start >= 395);
    return { status, body };
  };
  const known = await timed(company.admin.email);
  assert.deepEqual(await timed('nobody@example.com'), known);
  assert.deepEqual(await timed(member.email), known);
  assert.deepEqual(
    (await mails()).map(({ recipient }) => recipient),
    [company.admin.email],
  );
});

test('the mail is written in the member’s language', async () => {
  await company.api.patch(`/members/${member.id}`, { locale: 'ar' });
  await forgot(member.email);
  assert.match((await mails())[0]?.subject ?? '', /كلمة مرور/);
});

test('a link holds an hour; the row keeps only a hash of its token', async () => {
  await forgot(member.email);
  const token = await mailedToken();
  const stored = await asAdmin<{ identifier: string }>(
    server.database.adminUrl,
    'select identifier from auth_verification',
  );
  assert.ok(stored.length > 0 && stored.every(({ identifier }) => !identifier.includes(token)));
  await asAdmin(
    server.database.adminUrl,
    `update auth_verification set expires_at = now() - interval '1 second'`,
  );
  assert.deepEqual((await reset(token)).body.code, 'link_expired');
  assert.deepEqual((await reset('nonsense')).status, 410);
  assert.equal((await enter(testPassword)).status, 200);
});

test('nobody’s mailbox is filled', async () => {
  const all = await Promise.all(Array.from({ length: 12 }, () => forgot(member.email)));
  assert.equal(all.filter(({ status }) => status === 202).length, 10);
  assert.equal(all.filter(({ status }) => status === 429).length, 2);
  assert.equal((await enter(testPassword)).status, 200);
});
