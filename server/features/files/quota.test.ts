import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import pg from 'pg';
import { accessEndpoints } from '#features/access/endpoints.ts';
import { sweepStore } from '#platform/store/sweep-store.ts';
import { endpoints } from '#server/features.ts';
import type { Json } from '#test/build/api.ts';
import { createTestCompany, type TestCompany } from '#test/build/company.ts';
import { startTestServer, type TestServer } from '#test/build/server.ts';
import { asAdmin } from '#test/build/services.ts';
import { uploadTo } from '#test/build/upload.ts';

const megabyte = 1024 * 1024;
let server: TestServer;
let company: TestCompany;
let recordId: string;

before(async () => {
  server = await startTestServer({
    endpoints: endpoints.filter((row) => !accessEndpoints.includes(row)),
    env: { FILE_QUOTA_MB: '2', FILE_MAX_MB: '1' },
  });
  company = await createTestCompany(server);
  recordId = (await company.api.post('/leads', { firstName: 'Lea' })).body.id;
});
after(() => server?.stop());

const add = (size: number, name = 'a.txt') =>
  uploadTo(server.url, company.apiKey, '/files', {
    file: { name, content: 'x'.repeat(size) },
    fields: { recordKind: 'lead', recordId },
  });

async function counted(): Promise<{ used: number; kept: number; files: number }> {
  const [usage] = await asAdmin(
    server.database.adminUrl,
    'select bytes::int from file_usage where org_id = $1',
    [company.orgId],
  );
  const [sum] = await asAdmin(
    server.database.adminUrl,
    'select coalesce(sum(size), 0)::int as kept, count(*)::int as files from file_version where org_id = $1',
    [company.orgId],
  );
  return { used: usage?.bytes ?? 0, kept: sum?.kept, files: sum?.files };
}

test('[R62] uploads at the same moment cannot pass the company’s space together; what is refused leaves nothing', async () => {
  const size = Math.floor(0.45 * megabyte);
  const answers = await Promise.all(Array.from({ length: 9 }, (_, index) => add(size, `${index}.txt`)));
  const statuses = answers.map(({ status }) => status).sort();
  assert.deepEqual(statuses, [201, 201, 201, 201, 413, 413, 413, 413, 413]);
  const refused = answers.find(({ status }) => status === 413)?.body as Json;
  assert.deepEqual([refused.code, refused.mostBytes], ['quota_exceeded', 2 * megabyte]);
  assert.deepEqual(await counted(), { used: 4 * size, kept: 4 * size, files: 4 });
  const objects = await asAdmin(server.database.adminUrl, 'select state from stored_object');
  assert.deepEqual(
    objects.map(({ state }) => state),
    ['kept', 'kept', 'kept', 'kept'],
  );
});

test('new versions count too, and a file over the limit for one is refused before the space is looked at', async () => {
  const { body } = await company.api.get(`/files?recordKind=lead&recordId=${recordId}`);
  const version = await uploadTo(server.url, company.apiKey, `/files/${body.items[0].id}/versions`, {
    file: { name: 'a.txt', content: 'x'.repeat(megabyte / 2) },
  });
  assert.equal(version.body.code, 'quota_exceeded');
  const large = await add(megabyte + 1);
  assert.deepEqual([large.status, large.body.code, large.body.mostBytes], [413, 'too_large', megabyte]);
});

test('a connection cut between store and commit leaves an orphan, which the sweep removes, and no row', async () => {
  const { services, database } = server;
  const before = await counted();
  const admin = (statement: string) => asAdmin<{ key: string }>(database.adminUrl, statement);
  // Whoever holds the company's count keeps the upload waiting: its content is stored, its rows are not.
  const holder = new pg.Client({ connectionString: database.adminUrl });
  await holder.connect();
  try {
    await holder.query('begin');
    await holder.query('select from file_usage for update');
    const answer = add(10, 'cut.txt');
    const cut = `select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database()
      and application_name = 'parley test' and wait_event_type = 'Lock'`;
    while ((await admin(cut)).length === 0) await wait(20);
    assert.ok((await answer).status >= 500);
  } finally {
    await holder.end();
  }
  assert.deepEqual(await counted(), before);
  const [orphan, ...others] = await admin("select key from stored_object where state = 'pending'");
  assert.ok(orphan && others.length === 0);
  assert.equal(await services.store.exists(orphan.key), true);
  assert.equal(await sweepStore(services, company.orgId), 0, 'it may still be on its way');
  await admin("update stored_object set created_at = now() - interval '2 days' where state = 'pending'");
  assert.equal(await sweepStore(services, company.orgId), 1);
  assert.equal(await services.store.exists(orphan.key), false);
  for (const { key } of await admin('select key from file_version')) {
    assert.equal(await services.store.exists(key), true, 'a row without content');
  }
});
