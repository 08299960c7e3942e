import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { accessEndpoints } from '#features/access/endpoints.ts';
import { type S3Server, startS3Server } from '#platform/store/testing/s3-server.ts';
import { endpoints } from '#server/features.ts';
import { createTestCompany, type TestCompany } from '#test/build/company.ts';
import { startTestServer, type TestServer } from '#test/build/server.ts';
import { uploadTo } from '#test/build/upload.ts';

let s3: S3Server;
let server: TestServer;
let company: TestCompany;

before(async () => {
  s3 = await startS3Server();
  const { endpoint = '', bucket, accessKeyId, secretAccessKey } = s3.settings;
  server = await startTestServer({
    endpoints: endpoints.filter((row) => !accessEndpoints.includes(row)),
    env: {
      S3_ENDPOINT: endpoint,
      S3_BUCKET: bucket,
      S3_ACCESS_KEY_ID: accessKeyId,
      S3_SECRET_ACCESS_KEY: secretAccessKey,
    },
  });
  company = await createTestCompany(server);
});
after(async () => {
  await server?.stop();
  await s3?.stop();
});

test('[R62] with the settings of a bucket, files of several parts go there and come back, whole and in parts', async () => {
  const { body: lead } = await company.api.post('/leads', { firstName: 'Lea' });
  const content = 'All work and no play. '.repeat(900_000);
  const made = await uploadTo(server.url, company.apiKey, '/files', {
    file: { name: 'long.txt', content, type: 'text/plain' },
    fields: { recordKind: 'lead', recordId: lead.id },
  });
  assert.equal(made.status, 201, JSON.stringify(made.body));
  const get = (headers: Record<string, string> = {}) =>
    fetch(`${server.url}/api/v1/files/${made.body.id}/content`, {
      headers: { authorization: `Bearer ${company.apiKey}`, ...headers },
    });
  assert.equal(await (await get()).text(), content);
  const part = await get({ range: 'bytes=4-7' });
  assert.deepEqual([part.status, await part.text()], [206, 'work']);
  assert.equal(existsSync(join(server.services.config.dataDir, 'files')), false, 'nothing lies on the disk');
});

test('a refused upload leaves nothing in the bucket', async () => {
  const { body: lead } = await company.api.post('/leads', { firstName: 'Lea' });
  const { store } = server.services;
  const refused = await uploadTo(server.url, company.apiKey, '/files', {
    file: { name: 'photo.png', content: 'no photo' },
    fields: { recordKind: 'lead', recordId: lead.id },
  });
  assert.equal(refused.status, 422);
  const rows = await company.asSystem((call) =>
    call.database
      .selectFrom('storedObject')
      .select(['key', 'state'])
      .where('orgId', '=', call.orgId)
      .execute(),
  );
  assert.ok(rows.length === 1 && rows.every(({ state }) => state === 'kept'));
  for (const { key } of rows) assert.equal(await store.exists(key), true);
});
