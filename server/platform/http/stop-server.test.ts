import assert from 'node:assert/strict';
import { lookup } from 'node:dns/promises';
import { once } from 'node:events';
import { Agent, get } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { createTestCompany, type TestCompany } from '#test/build/company.ts';
import { startTestServer, type TestServer } from '#test/build/server.ts';
import { buildServer } from './server.ts';
import { stoppable } from './stop-server.ts';
import { testRows } from './testing/rows.ts';

let place: TestServer;
let company: TestCompany;

before(async () => {
  place = await startTestServer();
  company = await createTestCompany(place);
});
after(() => place.stop());

/** A server of its own on the same services, as `host` names it, that gives running requests so long. */
async function listen(host: string, patienceMs: number) {
  let stop = async () => {};
  const app = await buildServer({
    services: place.services,
    endpoints: testRows,
    readSession: place.services.signIn.readSession,
    requestsPerMinute: 1000,
    mount: (server) => {
      stop = stoppable(server, patienceMs);
    },
  });
  await app.listen({ host, port: 0 });
  const { port } = app.server.address() as AddressInfo;
  return { port, stop: () => stop() };
}

const headers = () => ({ authorization: `Bearer ${company.apiKey}` });
const slow = (seconds: number) => `/api/v1/test/slow?seconds=${seconds}`;

// Where localhost has two addresses, the server listens on both.
const addresses = await lookup('localhost', { all: true });
for (const address of addresses.map(({ address, family }) => (family === 6 ? `[${address}]` : address))) {
  test(`a running request at ${address} finishes; no new connection is taken`, async () => {
    const { port, stop } = await listen('localhost', 5000);
    const url = `http://${address}:${port}`;
    const running = fetch(url + slow(0.6), { headers: headers() });
    await wait(200);
    const stopped = stop();
    await wait(50);
    await assert.rejects(fetch(`${url}/api/v1/test/things`, { headers: headers() }));
    const answer = await running;
    assert.deepEqual([answer.status, await answer.json()], [200, { slept: 0.6 }]);
    const answered = performance.now();
    await stopped;
    assert.ok(performance.now() - answered < 1000, 'the connection is not kept alive');
  });
}

test('a request on a connection that is still busy hears 503 while the server stops', async () => {
  const { port, stop } = await listen('127.0.0.1', 5000);
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const options = { port, host: '127.0.0.1', agent, headers: headers() };
  const first = get({ ...options, path: slow(0.4) });
  const second = get({ ...options, path: '/api/v1/test/things' });
  await wait(150);
  const stopped = stop();
  const [answer] = (await once(first, 'response')) as [import('node:http').IncomingMessage];
  answer.resume();
  assert.equal(answer.statusCode, 200);
  // The answer closed the connection, so the second request finds nobody, or was already on its way and hears 503.
  const outcome = await Promise.race([
    once(second, 'response').then(([response]) => (response as { statusCode: number }).statusCode),
    once(second, 'error').then(() => 'refused'),
  ]).catch(() => 'refused');
  assert.ok(outcome === 503 || outcome === 'refused', String(outcome));
  await stopped;
  agent.destroy();
});

test('a request that takes longer than the patience is cut, and the stop ends', async () => {
  const { port, stop } = await listen('127.0.0.1', 300);
  const running = fetch(`http://127.0.0.1:${port}${slow(3)}`, { headers: headers() });
  const cut = assert.rejects(running);
  await wait(150);
  const begin = performance.now();
  await Promise.all([stop(), stop()]);
  assert.ok(performance.now() - begin < 1500);
  await cut;
});
