import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { createTestCompany, type TestCompany } from '#test/build/company.ts';
import { startTestServer, type TestServer } from '#test/build/server.ts';
import { testRows } from './testing/rows.ts';

let server: TestServer;
let company: TestCompany;

before(async () => {
  server = await startTestServer({
    endpoints: testRows,
    requestsPerMinute: 20,
    env: { TRUST_PROXY: 'loopback' },
  });
  company = await createTestCompany(server);
});
after(() => server.stop());

/** As many answers as asked for, each from the address given. */
async function statuses(
  count: number,
  path: string,
  headers: Record<string, string>,
  init: RequestInit = {},
) {
  const found = new Map<number, number>();
  for (let index = 0; index < count; index += 1) {
    const { status } = await fetch(server.url + path, { ...init, headers: { ...headers, ...init.headers } });
    found.set(status, (found.get(status) ?? 0) + 1);
  }
  return Object.fromEntries(found);
}

const from = (address: string) => ({ 'x-forwarded-for': address });
const bearer = (key: string) => ({ authorization: `Bearer ${key}` });

test('past the limit a key gets 429 with Retry-After; another key has its own allowance', async () => {
  const things = '/api/v1/test/things';
  const keyOf = { ...from('10.0.0.1'), ...bearer(company.apiKey) };
  assert.deepEqual(await statuses(25, things, keyOf), { 200: 20, 429: 5 });
  const answer = await fetch(server.url + things, { headers: keyOf });
  const problem = (await answer.json()) as { code: string };
  assert.equal(problem.code, 'too_many_requests');
  assert.ok(Number(answer.headers.get('retry-after')) > 0);
  const colleague = await company.addMember('viewer', company.nodes.root);
  assert.deepEqual(await statuses(2, things, { ...from('10.0.0.1'), ...bearer(colleague.apiKey) }), {
    200: 2,
  });
});

test('unknown paths count, and pages do not', async () => {
  assert.deepEqual(await statuses(25, '/api/v1/nothing', from('10.0.0.2')), { 404: 20, 429: 5 });
  assert.deepEqual(await statuses(25, '/nothing', from('10.0.0.3')), { 404: 25 });
});

test('an open door counts addresses: no invented session or key gives another try', async () => {
  const init = (attempt: number) => ({
    method: 'POST',
    body: JSON.stringify({ word: 'x' }),
    headers: {
      ...from('10.0.0.4'),
      'content-type': 'application/json',
      cookie: `parley.session_token=${attempt}`,
      authorization: `Bearer parley_${attempt}`,
    },
  });
  const codes: number[] = [];
  for (let attempt = 0; attempt < 5; attempt += 1) {
    codes.push((await fetch(`${server.url}/api/v1/test/door`, init(attempt))).status);
  }
  assert.deepEqual(codes, [200, 200, 200, 429, 429]);
});

test('an address that invents a new key each time is stopped at ten times the limit', async () => {
  const codes = new Map<number, number>();
  for (let attempt = 0; attempt < 210; attempt += 1) {
    const headers = { ...from('10.0.0.5'), ...bearer(`parley_${attempt}`) };
    const { status } = await fetch(`${server.url}/api/v1/test/things`, { headers });
    codes.set(status, (codes.get(status) ?? 0) + 1);
  }
  assert.deepEqual(Object.fromEntries(codes), { 401: 200, 429: 10 });
});

test('a cookie of nothing but spaces costs no more than any other', async () => {
  const cookie = `a;${' '.repeat(15_000)}x`;
  const before = performance.now();
  await statuses(20, '/api/v1/test/door', from('10.0.0.6'));
  const plain = performance.now() - before;
  await statuses(20, '/api/v1/test/door', { ...from('10.0.0.6'), cookie });
  assert.ok(performance.now() - before - plain < plain + 500);
});
