import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { createTestCompany, type TestCompany } from '#test/build/company.ts';
import { startTestServer, type TestServer } from '#test/build/server.ts';
import { asAdmin } from '#test/build/services.ts';
import { dropObject, keepObject, reserveObject } from './stored-objects.ts';
import { pendingKeptMs, sweepStore } from './sweep-store.ts';

let server: TestServer;
let company: TestCompany;
before(async () => {
  server = await startTestServer();
  company = await createTestCompany(server);
});
after(() => server?.stop());

async function* content() {
  yield Buffer.from('content');
}

async function put(): Promise<string> {
  const key = await company.asSystem(reserveObject);
  await server.services.store.put(key, content());
  return key;
}

const age = (key: string, ms: number) =>
  asAdmin(server.database.adminUrl, 'update stored_object set created_at = $2 where key = $1', [
    key,
    new Date(Date.now() - ms).toISOString(),
  ]);
const sweep = () => sweepStore(server.services, company.orgId);
const lines = () => asAdmin(server.database.adminUrl, 'select key from stored_object order by key');

test('What was given up goes at once, what broke off after a day, and what is kept stays', async () => {
  const { store } = server.services;
  const [fresh, old, keptOld, given] = [await put(), await put(), await put(), await put()];
  await company.asSystem((call) => keepObject(call, keptOld));
  await company.asSystem((call) => keepObject(call, given));
  await company.asSystem((call) => dropObject(call, given));
  await age(old, pendingKeptMs + 1000);
  await age(keptOld, pendingKeptMs * 400);
  assert.equal(await sweep(), 2);
  const exist = await Promise.all([fresh, old, keptOld, given].map((key) => store.exists(key)));
  assert.deepEqual(exist, [true, false, true, false]);
  assert.deepEqual(
    (await lines()).map(({ key }) => key),
    [fresh, keptOld].sort(),
  );
  assert.equal(await sweep(), 0);
});

test('What is being removed cannot be kept any more', async () => {
  const key = await put();
  await company.asSystem((call) => dropObject(call, key));
  await assert.rejects(company.asSystem((call) => keepObject(call, key)));
  await sweep();
  await assert.rejects(company.asSystem((call) => keepObject(call, key)));
});

test('When the store refuses, the line stays and the next time finds it', async () => {
  const key = await put();
  await company.asSystem((call) => dropObject(call, key));
  const broken = {
    ...server.services.store,
    delete: async () => Promise.reject(new Error('The disk is gone.')),
  };
  await assert.rejects(sweepStore({ ...server.services, store: broken }, company.orgId), /The disk is gone/);
  assert.equal(await server.services.store.exists(key), true);
  assert.equal(await sweep(), 1);
  assert.equal(await server.services.store.exists(key), false);
});

test('Other companies keep what is theirs', async () => {
  const other = await createTestCompany(server, { name: 'Southwind' });
  const key = await other.asSystem(reserveObject);
  await other.asSystem((call) => dropObject(call, key));
  assert.equal(await sweep(), 0);
  assert.equal(await sweepStore(server.services, other.orgId), 1);
});
