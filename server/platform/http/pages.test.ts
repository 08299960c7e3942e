import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { startTestServer, type TestServer } from '#test/build/server.ts';
import { mountPages, sendFiles } from './pages.ts';
import { buildServer } from './server.ts';

let place: TestServer;
let url: string;
let stop: () => Promise<void>;
const folder = mkdtempSync(join(tmpdir(), 'parley-pages-'));
const dist = join(folder, 'dist');

before(async () => {
  place = await startTestServer();
  const app = await buildServer({
    services: place.services,
    endpoints: [],
    readSession: place.services.signIn.readSession,
    requestsPerMinute: 1000,
    mount: async (server) => {
      await sendFiles(server);
      mountPages(server, dist);
    },
  });
  await app.listen({ host: '127.0.0.1', port: 0 });
  url = `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`;
  stop = () => app.close();
});
after(async () => {
  await stop();
  await place.stop();
  rmSync(folder, { recursive: true, force: true });
});

const html = { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' };

async function get(path: string, headers: Record<string, string> = {}) {
  const response = await fetch(url + path, { headers });
  const { status } = response;
  const kept = response.headers.get('cache-control');
  return { status, kept, headers: response.headers, text: await response.text() };
}

test('while the pages are not built, a page in both languages says what to do', async () => {
  const answer = await get('/leads', html);
  assert.equal(answer.status, 503);
  assert.match(answer.text, /npm start/);
  assert.match(answer.text, /dir="rtl"/);
});

test('files with a hash are kept for ever, all others are asked for again', async () => {
  mkdirSync(join(dist, 'assets'), { recursive: true });
  writeFileSync(join(dist, 'index.html'), '<!doctype html><title>the app</title>');
  writeFileSync(join(dist, 'favicon.svg'), '<svg xmlns="http://www.w3.org/2000/svg"/>');
  writeFileSync(join(dist, '.stamp'), 'hidden');
  writeFileSync(
    join(dist, 'assets/main-B1a2.js'),
    `${'// long enough to be worth compressing\n'.repeat(200)}`,
  );
  writeFileSync(join(folder, 'secret.txt'), 'outside');
  const script = await get('/assets/main-B1a2.js', { 'accept-encoding': 'br' });
  assert.deepEqual([script.status, script.kept], [200, 'public, max-age=31536000, immutable']);
  assert.match(script.headers.get('content-type') ?? '', /javascript/);
  assert.equal(script.headers.get('content-encoding'), 'br');
  assert.deepEqual(
    [(await get('/favicon.svg')).status, (await get('/favicon.svg')).kept],
    [200, 'public, max-age=0'],
  );
  const page = await get('/', html);
  assert.deepEqual([page.status, page.kept], [200, 'no-cache']);
  assert.match(page.text, /the app/);
  const etag = page.headers.get('etag') ?? '';
  assert.equal(
    (await get('/', { ...html, 'if-none-match': etag, 'cache-control': 'max-age=0' })).status,
    304,
  );
});

test('every path that a browser opens is the app; what is asked for otherwise is 404', async () => {
  for (const path of [
    '/leads',
    '/quotes/0198a5b2-7c1e-7f00-8a11-2b3c4d5e6f70?tab=lines',
    '/settings/',
    '/index.html',
    '/%D8%B9',
  ]) {
    const { status, text, headers } = await get(path, html);
    assert.deepEqual([path, status], [path, 200]);
    assert.match(text, /the app/);
    assert.match(headers.get('content-security-policy') ?? '', /script-src 'self';/);
  }
  assert.equal((await get('/leads', { accept: 'application/json' })).status, 404);
  assert.equal((await get('/assets/gone-C3.js')).status, 404);
  assert.equal((await fetch(`${url}/leads`, { method: 'POST', headers: html })).status, 404);
});

test('the API, and what recipients of a link will open, are never the app', async () => {
  for (const path of [
    '/api',
    '/api/v1/nothing',
    '/p/token',
    '/u/token',
    '/verify',
    '/mcp',
    '/calendar/x.ics',
  ]) {
    const answer = await get(path, html);
    assert.deepEqual([path, answer.status], [path, 404]);
    assert.match(answer.headers.get('content-type') ?? '', /problem\+json/);
  }
  assert.equal((await get('/products', html)).status, 200);
});

test('nothing hidden and nothing outside of the folder is served', async () => {
  for (const path of [
    '/.stamp',
    '/../secret.txt',
    '/%2e%2e/secret.txt',
    '/..%2fsecret.txt',
    '/assets/..%2f..%2fsecret.txt',
    '/assets/%00',
    '/assets/..%5c..%5csecret.txt',
  ]) {
    const { status, text } = await get(path);
    assert.ok([400, 403, 404].includes(status), `${path}: ${status}`);
    assert.doesNotMatch(text, /outside|hidden/);
  }
});
