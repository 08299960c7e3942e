import assert from 'node:assert/strict';
import { afterEach, beforeEach, test } from 'node:test';
import { api, cookiesOf } from '#test/build/api.ts';
import { createTestCompany } from '#test/build/company.ts';
import { startTestServer, type TestServer } from '#test/build/server.ts';
import { asAdmin } from '#test/build/services.ts';

const body = {
  organisationName: 'Northwind',
  name: 'Ann Admin',
  email: 'Ann@Example.com',
  password: 'correct horse battery',
  currency: 'JOD',
  country: 'JO',
  timeZone: 'Asia/Amman',
};
let server: TestServer;

beforeEach(async () => {
  server = await startTestServer();
});
afterEach(() => server.stop());

const rows = <Row extends Record<string, unknown>>(statement: string) =>
  asAdmin<Row>(server.database.adminUrl, statement);

test('[R15] the set-up makes the company, its entity and its administrator, and signs them in', async () => {
  const nobody = api(server.url);
  assert.deepEqual((await nobody.get('/setup')).body, { needed: true });
  const made = await nobody.post('/setup', body);
  assert.equal(made.status, 201);
  assert.deepEqual((await nobody.get('/setup')).body, { needed: false });

  const me = await api(server.url, cookiesOf(made)).get('/me');
  assert.equal(me.status, 200);
  assert.equal(me.body.member.email, 'ann@example.com');
  assert.equal(me.body.member.twoFactorEnabled, false);
  assert.deepEqual(me.body.modules, ['crm', 'accounting']);
  assert.equal(me.body.organisation.currency, 'JOD');
  assert.equal(me.body.scopes[0].level, 'organisation');
  assert.equal(me.body.homeScope.level, 'entity');
  assert.ok(
    me.body.capabilities.every((one: { reach: string }) => one.reach === 'all') &&
      me.body.capabilities.length > 60,
  );
  assert.deepEqual(
    await rows(
      'select n.level, n.name, n.path, e.currency, e.time_zone from node n left join entity e on e.node_id = n.id order by n.path',
    ),
    [
      { level: 'organisation', name: 'Northwind', path: '00001.', currency: null, time_zone: null },
      { level: 'entity', name: 'Northwind', path: '00001.00001.', currency: 'JOD', time_zone: 'Asia/Amman' },
    ],
  );
  const actions = await rows<{ action: string }>('select action from audit_entry order by position');
  assert.deepEqual(
    actions.map(({ action }) => action),
    ['settings.seeded', 'company.created', 'sign_in.succeeded'],
  );
});

test('of twenty set-ups at once one wins, and nothing of the others is left', async () => {
  const all = await Promise.all(
    Array.from({ length: 20 }, (_, index) =>
      api(server.url).post('/setup', { ...body, email: `ann${index}@example.com` }),
    ),
  );
  assert.equal(all.filter(({ status }) => status === 201).length, 1);
  const refused = all.filter(({ status }) => status === 409);
  assert.equal(refused.length, 19);
  assert.ok(refused.every((answer) => answer.body.code === 'already_set_up'));
  const late = await api(server.url).post('/setup', { ...body, email: 'late@example.com' });
  assert.deepEqual([late.status, late.body.code], [409, 'already_set_up']);
  for (const table of [
    'tenant',
    'organisation',
    'member',
    'membership',
    'auth_user',
    'auth_account',
    'audit_head',
  ]) {
    assert.deepEqual(await rows(`select count(*)::int as rows from ${table}`), [{ rows: 1 }], table);
  }
});

test('a person whom a broken set-up left behind does not block the next try, and cannot come in', async () => {
  await asAdmin(
    server.database.adminUrl,
    `insert into auth_user (id, name, email) values ('01a2011d-acbd-77ad-901a-3ccda2c411b8', 'Ghost', 'ann@example.com');`,
  );
  await rows(`insert into auth_session (id, user_id, token, expires_at)
    values ('01a2011d-acbd-77ad-901a-3ccda2c411b9', '01a2011d-acbd-77ad-901a-3ccda2c411b8', 'ghost', now() + interval '1 day')`);
  const made = await api(server.url).post('/setup', body);
  assert.equal(made.status, 201);
  assert.deepEqual(await rows('select name from auth_user'), [{ name: 'Ann Admin' }]);
  assert.deepEqual(await rows(`select count(*)::int as sessions from auth_session where token = 'ghost'`), [
    { sessions: 0 },
  ]);
});

test('[R15] each bad field of the set-up is named with its rule, and nothing is made', async () => {
  const refused = await api(server.url).post('/setup', { ...body, currency: 'XXX', password: 'short' });
  assert.equal(refused.status, 422);
  assert.deepEqual(
    refused.body.errors.map(({ path, code }: { path: string; code: string }) => [path, code]),
    [
      ['password', 'too_short'],
      ['currency', 'unknown_value'],
    ],
  );
  assert.equal((await api(server.url).post('/setup', '{"broken')).status, 400);
  assert.deepEqual((await api(server.url).get('/setup')).body, { needed: true });
});

test('an address signs in to one company only', async () => {
  const company = await createTestCompany(server);
  const refused = await api(server.url).post('/setup', { ...body, email: company.admin.email.toUpperCase() });
  assert.deepEqual([refused.status, refused.body.code], [409, 'already_exists']);
  assert.deepEqual((await api(server.url).get('/setup')).body, { needed: true });
});

test('the page speaks Arabic from the start where the browser does', async () => {
  const made = await api(server.url).post('/setup', body, { 'accept-language': 'ar-JO,ar;q=0.9' });
  assert.equal(made.body.organisation.locale, 'ar');
  assert.equal(made.body.member.locale, 'ar');
});
