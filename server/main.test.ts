import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { readConfig } from '#platform/config/config.ts';
import { silentLog } from '#platform/log/log.ts';
import { createTestCompany, type TestCompany } from '#test/build/company.ts';
import { createTestDatabase, type TestDatabase } from '#test/build/postgres.ts';
import { asAdmin, openTestServices } from '#test/build/services.ts';
import { type RunningServer, startServer } from './main.ts';

let database: TestDatabase;
let folder: string;
let server: RunningServer;
let company: TestCompany;
let services: Awaited<ReturnType<typeof openTestServices>>;

before(async () => {
  database = await createTestDatabase();
  folder = mkdtempSync(join(tmpdir(), 'parley-main-'));
  server = await start('all');
  services = await openTestServices({ appUrl: database.appUrl, role: 'web' });
  company = await createTestCompany({ url: server.url, services });
});
after(async () => {
  await server?.stop();
  await services?.stop();
  await database?.drop();
  rmSync(folder, { recursive: true, force: true });
});

function start(role: 'web' | 'worker' | 'all', env: Record<string, string> = {}, appUrl = database.appUrl) {
  const config = readConfig({ DATA_DIR: folder, PORT: '0', ...env }, folder);
  return startServer({ config, log: silentLog(), databaseUrl: appUrl, role });
}

const ask = (path: string, headers: Record<string, string> = {}, url = server.url) =>
  fetch(url + path, { headers });

describe('how the server is', () => {
  test('/healthz says that it lives, /readyz that it can serve', async () => {
    assert.deepEqual(await (await ask('/healthz')).json(), { status: 'ok' });
    const ready = await ask('/readyz');
    assert.deepEqual(
      [ready.status, await ready.json()],
      [200, { status: 'ready', checks: { database: 'ok', migrations: 'ok', queue: 'ok' } }],
    );
  });

  test('/readyz is 503 while a migration is missing, and when the database is gone', async () => {
    const own = await createTestDatabase();
    const other = await start('web', {}, own.appUrl);
    try {
      await asAdmin(own.adminUrl, "delete from migration where name like '0001%'");
      const behind = await ask('/readyz', {}, other.url);
      assert.equal(behind.status, 503);
      assert.deepEqual(await behind.json(), {
        status: 'not_ready',
        checks: { database: 'ok', migrations: 'failed', queue: 'ok' },
      });
      await own.drop();
      await new Promise((resolve) => setTimeout(resolve, 1100));
      const gone = await ask('/readyz', {}, other.url);
      assert.equal(gone.status, 503);
      assert.equal((await ask('/healthz', {}, other.url)).status, 200);
      const asked = await ask('/api/v1/accounts', { authorization: `Bearer ${company.apiKey}` }, other.url);
      assert.deepEqual([asked.status, ((await asked.json()) as { code: string }).code], [503, 'unavailable']);
    } finally {
      await other.stop();
    }
  });

  test('/metrics tells requests by route, connections, jobs and waiting events', async () => {
    await company.api.get('/accounts/0198a5b2-7c1e-7f00-8a11-2b3c4d5e6f70');
    const text = await (await ask('/metrics')).text();
    assert.match(
      text,
      /parley_http_request_duration_seconds_count\{method="GET",route="\/api\/v1\/accounts\/:id",status="404"\} 1/,
    );
    assert.match(text, /parley_database_connections\{state="open"\} [1-9]/);
    assert.match(text, /parley_jobs\{kind="deliver-events",state="ready"\} \d/);
    assert.match(text, /parley_events_waiting\{state="dead"\} 0/);
    assert.match(text, /nodejs_eventloop_lag_seconds/);
  });

  test('/metrics is not for strangers: through a proxy it is refused, and with a token it needs that', async () => {
    assert.equal((await ask('/metrics', { 'x-forwarded-for': '203.0.113.9' })).status, 403);
    const token = 'a-token-of-some-length';
    const guarded = await start('web', { METRICS_TOKEN: token });
    try {
      const status = async (headers: Record<string, string>) =>
        (await ask('/metrics', headers, guarded.url)).status;
      assert.equal(await status({}), 401);
      assert.equal(await status({ authorization: `Bearer ${token}x` }), 401);
      const through = { authorization: `Bearer ${token}`, 'x-forwarded-for': '203.0.113.9' };
      assert.equal(await status(through), 200);
    } finally {
      await guarded.stop();
    }
  });

  test('a worker answers how it is, and nothing else', async () => {
    const worker = await start('worker');
    try {
      assert.equal((await ask('/readyz', {}, worker.url)).status, 200);
      assert.equal((await ask('/metrics', {}, worker.url)).status, 200);
      assert.equal((await ask('/api/v1/accounts', {}, worker.url)).status, 404);
      assert.equal((await ask('/', { accept: 'text/html' }, worker.url)).status, 404);
    } finally {
      await worker.stop();
    }
  });

  test('a port in use fails the start and leaves nothing running', async () => {
    const taken = createServer().listen(0, 'localhost');
    await once(taken, 'listening');
    const { port } = taken.address() as { port: number };
    await assert.rejects(start('all', { PORT: String(port) }), { code: 'EADDRINUSE' });
    taken.close();
  });
});

describe('the stream of live events', () => {
  const headersOf = () => ({ authorization: `Bearer ${company.apiKey}` });

  async function listen(headers: Record<string, string>, query = '') {
    const leave = new AbortController();
    const response = await fetch(`${server.url}/api/v1/events${query}`, { headers, signal: leave.signal });
    let text = '';
    const reading = (async () => {
      for await (const chunk of response.body ?? []) text += Buffer.from(chunk).toString();
    })().catch(() => undefined);
    const until = async (pattern: RegExp) => {
      for (let tries = 0; tries < 200; tries += 1) {
        const found = pattern.exec(text);
        if (found) return found;
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
      throw new Error(`No ${pattern} in: ${text}`);
    };
    return { response, until, reading, leave: () => leave.abort() };
  }

  test('tells what changes, uncompressed, and resumes where it was left', async () => {
    const stream = await listen({ ...headersOf(), 'accept-encoding': 'br, gzip' });
    assert.equal(stream.response.status, 200);
    assert.match(stream.response.headers.get('content-type') ?? '', /^text\/event-stream/);
    assert.equal(stream.response.headers.get('content-encoding'), null);
    assert.match(stream.response.headers.get('cache-control') ?? '', /no-transform/);
    const [, position] = await stream.until(/id: (\d+)\n/);
    const made = await company.api.post('/accounts', { name: 'Heard at once' });
    assert.equal(made.status, 201, JSON.stringify(made.body));
    await stream.until(new RegExp(`event: record\\ndata: .*account.created.*${String(made.body.id)}`));
    assert.match(await (await ask('/metrics')).text(), /parley_event_streams 1/);
    stream.leave();
    for (const again of [
      await listen({ ...headersOf(), 'last-event-id': String(position) }),
      await listen(headersOf(), `?lastEventId=${position}`),
    ]) {
      await again.until(new RegExp(String(made.body.id)));
      again.leave();
    }
  });

  test('ends when the member is deactivated', async () => {
    const member = await company.addMember('viewer', company.nodes.root);
    const stream = await listen({ authorization: `Bearer ${member.apiKey}` });
    await stream.until(/id: \d+\n/);
    assert.equal((await company.api.post(`/members/${member.id}/deactivate`, {})).status, 200);
    await stream.reading;
    assert.equal((await ask('/api/v1/events', { authorization: `Bearer ${member.apiKey}` })).status, 401);
  });

  test('a member has at most twenty at once', async () => {
    const member = await company.addMember('viewer', company.nodes.root);
    const headers = { authorization: `Bearer ${member.apiKey}` };
    const streams = await Promise.all(Array.from({ length: 20 }, () => listen(headers)));
    assert.deepEqual([...new Set(streams.map(({ response }) => response.status))], [200]);
    const more = await ask('/api/v1/events', headers);
    assert.equal(more.status, 429);
    for (const stream of streams) stream.leave();
  });

  test('is for members: nobody is 401, HEAD is 405', async () => {
    assert.equal((await ask('/api/v1/events')).status, 401);
    const head = await fetch(`${server.url}/api/v1/events`, { method: 'HEAD', headers: headersOf() });
    assert.deepEqual([head.status, head.headers.get('allow')], [405, 'GET, OPTIONS']);
  });

  test('ends when the server stops, which takes no longer for it', async () => {
    const other = await start('web');
    const response = await fetch(`${other.url}/api/v1/events`, { headers: headersOf() });
    const begin = performance.now();
    const text = response.text();
    await other.stop();
    assert.match(await text, /^retry: /);
    assert.ok(performance.now() - begin < 2000);
  });
});
