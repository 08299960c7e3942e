import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { createTestCompany, type TestCompany } from '#test/build/company.ts';
import { startTestServer, type TestServer } from '#test/build/server.ts';
import { asAdmin } from '#test/build/services.ts';
import { testRows } from './testing/rows.ts';

let server: TestServer;
let company: TestCompany;
let other: TestCompany;

before(async () => {
  server = await startTestServer({ endpoints: testRows });
  company = await createTestCompany(server);
  other = await createTestCompany(server, { name: 'Southwind' });
});
after(() => server.stop());

const note = (from: TestCompany, word: unknown, key: string) =>
  from.api.post('/test/things', { word }, { 'idempotency-key': key });

async function notes(of: TestCompany, word: string): Promise<number> {
  const rows = await asAdmin<{ count: string }>(
    server.database.adminUrl,
    `select count(*) from audit_entry where org_id = $1 and action = 'test.noted' and after ->> 'word' = $2`,
    [of.orgId, word],
  );
  return Number(rows[0]?.count);
}

test('the same key and body give the first answer again, and the effect once', async () => {
  const first = await note(company, 'once', 'key-1');
  const again = await note(company, 'once', 'key-1');
  assert.deepEqual([first.status, again.status], [201, 201]);
  assert.deepEqual(again.body, first.body);
  assert.equal(again.headers.get('etag'), first.headers.get('etag'));
  assert.equal(first.headers.get('idempotency-replayed'), null);
  assert.equal(again.headers.get('idempotency-replayed'), 'true');
  assert.equal(await notes(company, 'once'), 1);
});

test('the same key with another body is 422, and does nothing', async () => {
  await note(company, 'mine', 'key-2');
  const answer = await note(company, 'other', 'key-2');
  assert.deepEqual([answer.status, answer.body.code], [422, 'idempotency_key_reused']);
  assert.equal(await notes(company, 'other'), 0);
});

test('twenty requests at once with one key have one effect and one answer', async () => {
  const answers = await Promise.all(Array.from({ length: 20 }, () => note(company, 'crowd', 'key-3')));
  assert.deepEqual([...new Set(answers.map(({ status }) => status))], [201]);
  assert.equal(new Set(answers.map(({ body }) => body.id)).size, 1);
  assert.equal(await notes(company, 'crowd'), 1);
});

test('without a key, and with another one, each request has its effect', async () => {
  await company.api.post('/test/things', { word: 'twice' });
  await company.api.post('/test/things', { word: 'twice' });
  await note(company, 'twice', 'key-4');
  assert.equal(await notes(company, 'twice'), 3);
});

test('a refused request leaves its key free', async () => {
  assert.equal((await note(company, 7, 'key-5')).status, 422);
  assert.equal((await note(company, 'better', 'key-5')).status, 201);
  assert.equal(await notes(company, 'better'), 1);
});

test('a key belongs to whoever sent it: another company, and another member, have their own', async () => {
  const colleague = await company.addMember('viewer', company.nodes.root);
  const [mine, theirs] = [await note(company, 'shared', 'key-6'), await note(other, 'shared', 'key-6')];
  const hers = await colleague.api.post('/test/things', { word: 'shared' }, { 'idempotency-key': 'key-6' });
  assert.equal(new Set([mine.body.id, theirs.body.id, hers.body.id]).size, 3);
});

test('a key is at most 255 characters', async () => {
  assert.equal((await note(company, 'long', 'k'.repeat(255))).status, 201);
  assert.equal((await note(company, 'long', 'k'.repeat(256))).status, 400);
});
