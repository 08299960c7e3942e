import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { manualClock } from '#platform/clock/clock.ts';
import { api, cookiesOf } from '#test/build/api.ts';
import { createTestCompany, type TestCompany, type TestMember, testPassword } from '#test/build/company.ts';
import { startTestServer, type TestServer } from '#test/build/server.ts';
import { asAdmin } from '#test/build/services.ts';

let server: TestServer;
let company: TestCompany;
let member: TestMember;
const clock = manualClock(new Date().toISOString());

before(async () => {
  server = await startTestServer({ clock });
  company = await createTestCompany(server);
});
after(() => server.stop());
beforeEach(async () => {
  await rows('delete from auth_attempt');
  member = await company.addMember('sales_representative', company.nodes.branch);
});

const rows = <Row extends Record<string, unknown>>(statement: string, values: unknown[] = []) =>
  asAdmin<Row>(server.database.adminUrl, statement, values);
const nobody = () => api(server.url);
const enter = (email: string, password = testPassword) => nobody().post('/auth/sign-in', { email, password });
const signedIn = async () => api(server.url, cookiesOf(await enter(member.email)));

test('a member signs in whatever the capitals of their address, and out', async () => {
  const answer = await enter(member.email.toUpperCase());
  assert.equal(answer.status, 200);
  assert.equal(answer.body.member.id, member.id);
  const [cookie = ''] = answer.headers.getSetCookie();
  for (const flag of [/HttpOnly/i, /SameSite=Lax/i, /Path=\//, /Max-Age=2592000/]) assert.match(cookie, flag);
  const browser = api(server.url, cookiesOf(answer));
  assert.equal((await browser.get('/me')).status, 200);
  const out = await browser.post('/auth/sign-out');
  assert.equal(out.status, 204);
  assert.match(out.headers.getSetCookie().join(), /session_token=;[^,]*Max-Age=0/i);
  assert.equal((await browser.get('/me')).status, 401);
});

test('behind https the cookie is Secure', async () => {
  const secure = await startTestServer({
    database: server.database,
    env: { PUBLIC_URL: 'https://crm.example.com' },
  });
  const answer = await api(secure.url).post('/auth/sign-in', { email: member.email, password: testPassword });
  assert.match(answer.headers.getSetCookie()[0] ?? '', /^__Secure-parley\.session_token=.*; Secure/);
  await secure.stop();
});

test('an unknown address, a wrong password and a deactivated member hear the same, in about the same time', async () => {
  await company.api.post(`/members/${member.id}/deactivate`, {});
  const timed = async (email: string, password: string) => {
    const start = performance.now();
    const { status, body } = await enter(email, password);
    const { requestId: _, ...said } = body;
    return { ms: performance.now() - start, said: { status, ...said } };
  };
  const unknown = await timed('nobody@example.com', testPassword);
  const wrong = await timed(company.admin.email, 'not the password');
  const deactivated = await timed(member.email, testPassword);
  assert.equal(unknown.said.code, 'wrong_credentials');
  assert.deepEqual(wrong.said, unknown.said);
  assert.deepEqual(deactivated.said, unknown.said);
  for (const { ms } of [unknown, wrong, deactivated]) assert.ok(ms >= 395, `${ms} ms`);
});

test('sign-ins and failed ones of known addresses are in the audit log, unknown ones in nobody’s', async () => {
  const [{ position } = { position: '0' }] = await rows<{ position: string }>(
    'select position from audit_head where org_id = $1',
    [company.orgId],
  );
  await enter(member.email);
  await enter(member.email, 'not the password');
  await enter('nobody@example.com');
  const entries = await rows<{ action: string }>(
    `select action, actor_kind, record_id, after ->> 'reason' as reason, ip from audit_entry
      where org_id = $1 and position > $2 order by position`,
    [company.orgId, position],
  );
  const common = { record_id: member.id, ip: '127.0.0.1' };
  assert.deepEqual(entries, [
    { action: 'sign_in.succeeded', actor_kind: 'member', reason: null, ...common },
    { action: 'sign_in.failed', actor_kind: 'public', reason: 'wrong_credentials', ...common },
  ]);
});

test('after ten failures an address waits a quarter of an hour, however many come at once and with the right password', async () => {
  const all = await Promise.all(Array.from({ length: 25 }, () => enter(member.email, 'a guess')));
  assert.equal(all.filter(({ status }) => status === 401).length, 10);
  const refused = all.filter(({ status }) => status === 429);
  assert.equal(refused.length, 15);
  assert.ok(Number(refused[0]?.headers.get('retry-after')) > 800);
  assert.equal((await enter(member.email)).status, 429);
  assert.equal((await enter(company.admin.email)).status, 200);
  clock.advance(15 * 60_000);
  assert.equal((await enter(member.email)).status, 200);
});

test('one address of the network may not try one password on everybody', async () => {
  const guesses = Array.from({ length: 60 }, (_, index) => enter(`person${index}@example.com`, 'summer2026'));
  const statuses = (await Promise.all(guesses)).map(({ status }) => status);
  assert.equal(statuses.filter((status) => status === 401).length, 50);
  assert.equal(statuses.filter((status) => status === 429).length, 10);
});

test('a success begins the count anew', async () => {
  for (let round = 0; round < 2; round += 1) {
    await Promise.all(Array.from({ length: 9 }, () => enter(member.email, 'a guess')));
    assert.equal((await enter(member.email)).status, 200);
  }
});

test('[R8] the sessions of a member who is deactivated stop with their next request, and do not come back', async () => {
  const browser = await signedIn();
  const key = member.api;
  assert.equal((await browser.get('/me')).status, 200);
  assert.equal((await key.get('/me')).status, 200);
  assert.equal((await company.api.post(`/members/${member.id}/deactivate`, {})).status, 200);
  assert.equal((await browser.get('/me')).status, 401);
  assert.equal((await key.get('/me')).status, 401);
  assert.equal((await company.api.post(`/members/${member.id}/reactivate`)).status, 200);
  assert.equal((await browser.get('/me')).status, 401);
  assert.equal((await key.get('/me')).status, 200);
  assert.equal((await enter(member.email)).status, 200);
});

test('a member sees their own sessions and ends one; nobody ends another person’s', async () => {
  const [one, two] = [await signedIn(), await signedIn()];
  const list = await one.get('/auth/sessions');
  assert.equal(list.body.items.length, 2);
  const other = list.body.items.find((session: { current: boolean }) => !session.current);
  const stranger = api(server.url, cookiesOf(await enter(company.admin.email)));
  assert.equal((await stranger.delete(`/auth/sessions/${other.id}`)).status, 404);
  assert.equal((await two.get('/me')).status, 200);
  assert.equal((await one.delete(`/auth/sessions/${other.id}`)).status, 204);
  assert.equal((await two.get('/me')).status, 401);
  assert.equal((await one.get('/me')).status, 200);
  assert.equal((await member.api.get('/auth/sessions')).status, 403);
});

test('a forged or altered cookie is nobody', async () => {
  const cookie = cookiesOf(await enter(member.email));
  for (const forged of [cookie.replace(/=./, '=x'), cookie.slice(0, -8), 'parley.session_token=abc.def']) {
    assert.equal((await api(server.url, forged).get('/me')).status, 401, forged);
  }
});

test('a session is prolonged by the first question of a visit, once a day', async () => {
  const browser = await signedIn();
  assert.deepEqual((await browser.get('/me')).headers.getSetCookie(), []);
  await rows(
    `update auth_session set expires_at = now() + interval '20 days' where user_id =
      (select user_id from membership where member_id = $1)`,
    [member.id],
  );
  assert.match((await browser.get('/me')).headers.getSetCookie()[0] ?? '', /Max-Age=2592000/);
  await rows(
    `update auth_session set expires_at = now() - interval '1 second' where user_id =
      (select user_id from membership where member_id = $1)`,
    [member.id],
  );
  assert.equal((await browser.get('/me')).status, 401);
});

test('a password is changed by who knows it; every other session ends', async () => {
  const [one, two] = [await signedIn(), await signedIn()];
  const wrong = await one.post('/auth/password/change', {
    currentPassword: 'not the password',
    newPassword: 'a longer password',
  });
  assert.deepEqual([wrong.status, wrong.body.code], [401, 'wrong_credentials']);
  const short = await one.post('/auth/password/change', {
    currentPassword: testPassword,
    newPassword: 'short',
  });
  assert.deepEqual([short.status, short.body.errors[0].path], [422, 'newPassword']);
  const changed = await one.post('/auth/password/change', {
    currentPassword: testPassword,
    newPassword: 'a longer password',
  });
  assert.equal(changed.status, 204);
  assert.equal((await two.get('/me')).status, 401);
  assert.equal((await api(server.url, cookiesOf(changed)).get('/me')).status, 200);
  assert.equal((await enter(member.email)).status, 401);
  assert.equal((await enter(member.email, 'a longer password')).status, 200);
});

test('bad input at the door is named, and tells nothing', async () => {
  const refused = await nobody().post('/auth/sign-in', { email: 'no address', password: '', remember: true });
  assert.equal(refused.status, 422);
  assert.deepEqual(
    refused.body.errors.map(({ path, code }: { path: string; code: string }) => `${path} ${code}`).sort(),
    ['email invalid_email', 'password required', 'remember unknown_field'],
  );
  assert.equal((await enter(member.email, 'x'.repeat(500))).status, 401);
  const crossSite = await nobody().post(
    '/auth/sign-in',
    { email: member.email, password: testPassword },
    { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' },
  );
  assert.equal(crossSite.status, 403);
});
