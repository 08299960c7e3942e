import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { createTestCompany, type TestCompany, type TestMember } from '#test/build/company.ts';
import { startTestServer, type TestServer } from '#test/build/server.ts';
import { type Upload, uploadTo } from '#test/build/upload.ts';
import { productEndpoints } from './endpoints.ts';

let server: TestServer;
let company: TestCompany;
let rep: TestMember;
let id: string;

const png = new Uint8Array(
  Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
    'base64',
  ),
);

before(async () => {
  server = await startTestServer({ endpoints: productEndpoints });
  company = await createTestCompany(server);
  rep = await company.addMember('sales_representative', company.nodes.root, 'Rana Rep');
  id = (await company.api.post('/products', { name: 'Desk' })).body.id as string;
});
after(() => server.stop());

const put = (file: Upload, as: TestMember = company.admin) =>
  uploadTo(server.url, as.apiKey, `/products/${id}/image`, { file });

test('a product has one picture, shown as it was uploaded and taken away again', async () => {
  const none = await company.api.get(`/products/${id}/image`);
  assert.equal(none.status, 404);
  const kept = await put({ name: 'desk.txt', content: png, type: 'text/plain' });
  assert.equal(kept.status, 200, JSON.stringify(kept.body));
  const { contentType } = kept.body.image as { contentType: string };
  assert.equal(contentType, 'image/png');
  const shown = await fetch(`${server.url}/api/v1/products/${id}/image`, {
    headers: { authorization: `Bearer ${rep.apiKey}` },
  });
  assert.equal(shown.headers.get('content-type'), 'image/png');
  assert.deepEqual(new Uint8Array(await shown.arrayBuffer()), png);
  const jpeg = new Uint8Array([0xff, 0xd8, 0xff, 0xe0, 1, 2, 3]);
  const other = await put({ name: 'desk.jpg', content: jpeg, type: 'image/jpeg' });
  assert.equal((other.body.image as { contentType: string }).contentType, 'image/jpeg');
  const gone = await company.api.delete(`/products/${id}/image`);
  assert.deepEqual([gone.status, gone.body.image], [200, null]);
});

test('what only calls itself a picture is refused, and so is who may not change products', async () => {
  const svg = '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>';
  for (const file of [
    { name: 'a.png', content: svg, type: 'image/png' },
    { name: 'a.svg', content: svg, type: 'image/svg+xml' },
    { name: 'a.gif', content: 'GIF89a', type: 'image/gif' },
    { name: 'a.png', content: 'MZ', type: 'image/png' },
  ]) {
    const refused = await put(file);
    assert.equal(refused.status, 422, JSON.stringify(refused.body));
    assert.equal((refused.body.errors as { path: string }[])[0]?.path, 'file');
  }
  const large = await put({ name: 'a.png', content: new Uint8Array(5_000_001), type: 'image/png' });
  assert.equal(large.status, 413);
  assert.equal((await put({ name: 'a.png', content: png }, rep)).status, 403);
  assert.equal((await company.api.get(`/products/${id}`)).body.image, null);
});
