import assert from 'node:assert/strict';
import { connect } from 'node:net';
import { after, before, describe, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { createTestCompany, type TestCompany } from '#test/build/company.ts';
import { startTestServer, type TestServer } from '#test/build/server.ts';
import { testRows } from './testing/rows.ts';

let server: TestServer;
let company: TestCompany;
const someId = '0198a5b2-7c1e-7f00-8a11-2b3c4d5e6f70';

before(async () => {
  server = await startTestServer({ endpoints: testRows });
  company = await createTestCompany(server);
});
after(() => server.stop());

type Problem = { code: string; detail: string; errors?: { path: string; code: string }[]; requestId: string };

async function send(
  method: string,
  path: string,
  options: { body?: string | Uint8Array; headers?: object } = {},
) {
  const response = await fetch(server.url + path, {
    method,
    headers: {
      authorization: `Bearer ${company.apiKey}`,
      ...(options.body === undefined ? {} : { 'content-type': 'application/json' }),
      ...options.headers,
    },
    ...(options.body === undefined ? {} : { body: options.body as string }),
  });
  const text = await response.text();
  const type = response.headers.get('content-type') ?? '';
  const problem = type.startsWith('application/problem+json') ? (JSON.parse(text) as Problem) : undefined;
  return { status: response.status, headers: response.headers, text, problem };
}

async function refused(status: number, code: string, ...request: Parameters<typeof send>): Promise<Problem> {
  const answer = await send(...request);
  assert.deepEqual([answer.status, answer.problem?.code], [status, code], answer.text);
  assert.equal(answer.problem?.requestId, answer.headers.get('x-request-id'));
  assert.match(answer.headers.get('cache-control') ?? '', /no-store/);
  return answer.problem as Problem;
}

const things = '/api/v1/test/things';
const thing = `${things}/${someId}`;
const json = (value: unknown) => JSON.stringify(value);

describe('what a request may look like', () => {
  test('malformed bodies are 400: broken JSON, broken UTF-8, prototypes, endless nesting', async () => {
    const refuse = (body: string | Uint8Array) => refused(400, 'malformed_request', 'POST', things, { body });
    assert.match((await refuse('{"word": ')).detail, /not valid JSON/);
    assert.match((await refuse(Buffer.from('{"word":"\xff"}', 'latin1'))).detail, /UTF-8/);
    assert.match((await refuse('{"word":"x","__proto__":{"a":1}}')).detail, /not allowed/);
    assert.match((await refuse('{"word":"x","a":{"constructor":{"prototype":{}}}}')).detail, /not allowed/);
    assert.match((await refuse(`{"word":${'['.repeat(200)}`)).detail, /nested/);
    assert.match((await refuse(`{"word":${'['.repeat(100_000)}${']'.repeat(100_000)}}`)).detail, /nested/);
  });

  test('a body is JSON and not encoded: anything else is 415', async () => {
    const refuse = (type: string, more = {}) =>
      refused(415, 'unsupported_media_type', 'POST', things, {
        body: json({ word: 'x' }),
        headers: { 'content-type': type, ...more },
      });
    await refuse('text/plain');
    await refuse('application/x-www-form-urlencoded');
    await refuse('multipart/form-data; boundary=x');
    await refuse('application/xml');
    await refused(415, 'unsupported_media_type', 'POST', things, {
      body: gzipSync(json({ word: 'x' })),
      headers: { 'content-encoding': 'gzip' },
    });
    const typed = { 'content-type': 'application/json; charset=utf-8' };
    assert.equal((await send('POST', things, { body: json({ word: 'x' }), headers: typed })).status, 201);
  });

  test('a body of more than two megabytes is 413', async () => {
    await refused(413, 'too_large', 'POST', things, { body: json({ word: 'x'.repeat(2_100_000) }) });
  });

  test('refused fields are 422 and named with their rule', async () => {
    const problem = await refused(422, 'validation_failed', 'POST', things, {
      body: json({ word: 7, more: true }),
    });
    assert.deepEqual(
      problem.errors?.map(({ path, code }) => [path, code]),
      [
        ['word', 'invalid_type'],
        ['more', 'unknown_field'],
      ],
    );
    await refused(422, 'validation_failed', 'POST', things, { body: '[]' });
    await refused(422, 'validation_failed', 'POST', things, { body: 'null' });
    await refused(422, 'validation_failed', 'POST', things);
    await refused(422, 'validation_failed', 'GET', `${things}?limit=many`);
    await refused(422, 'validation_failed', 'GET', `${things}?unheard=1`);
  });

  test('a path that is unknown is 404, one that cannot be read 400, one too long 404', async () => {
    await refused(404, 'not_found', 'GET', '/api/v1/nothing');
    await refused(404, 'not_found', 'POST', '/api/v2/test/things', { body: '{}' });
    await refused(400, 'malformed_request', 'GET', '/api/v1/%zz');
    await refused(404, 'not_found', 'DELETE', `${things}/${'x'.repeat(400)}`);
    await refused(404, 'not_found', 'DELETE', `${things}/17`);
    await refused(404, 'not_found', 'DELETE', `${things}/${someId}/`);
  });

  test('another method on a known path is 405 and told what is possible; OPTIONS tells it too', async () => {
    const answer = await send('PUT', thing, { body: '{}' });
    assert.deepEqual([answer.status, answer.problem?.code], [405, 'method_not_allowed']);
    assert.equal(answer.headers.get('allow'), 'DELETE, OPTIONS, PATCH');
    const options = await send('OPTIONS', things);
    assert.deepEqual([options.status, options.headers.get('allow')], [204, 'GET, HEAD, OPTIONS, POST']);
    assert.equal(options.headers.get('access-control-allow-origin'), null);
    assert.equal((await send('GET', thing)).status, 405);
  });

  test('HEAD is GET without the body', async () => {
    const [head, get] = [await send('HEAD', things), await send('GET', things)];
    assert.deepEqual([head.status, head.text], [200, '']);
    assert.equal(head.headers.get('content-length'), String(Buffer.byteLength(get.text)));
  });

  test('what is no HTTP, or has headers without end, is answered as a problem too', async () => {
    assert.match(
      await raw('GARBAGE\r\n\r\n'),
      /^HTTP\/1\.1 400 [\s\S]*problem\+json[\s\S]*malformed_request/,
    );
    assert.match(
      await raw(`GET / HTTP/1.1\r\nHost: x\r\nX-Long: ${'x'.repeat(40_000)}\r\n\r\n`),
      /^HTTP\/1\.1 431 [\s\S]*"status":431/,
    );
  });
});

function raw(text: string): Promise<string> {
  const { hostname, port } = new URL(server.url);
  return new Promise((resolve, reject) => {
    let answer = '';
    const socket = connect(Number(port), hostname, () => socket.write(text));
    socket.setEncoding('utf8');
    socket.on('data', (chunk: string) => {
      answer += chunk;
    });
    socket.on('close', () => resolve(answer));
    // The rest of what we sent meets a closed connection.
    socket.on('error', (error: NodeJS.ErrnoException) =>
      error.code === 'ECONNRESET' || error.code === 'EPIPE' ? resolve(answer) : reject(error),
    );
  });
}

describe('who may', () => {
  const as = (authorization: string) => ({ headers: { authorization } });

  test('nobody, a false key and a forged cookie are 401', async () => {
    await refused(401, 'not_signed_in', 'GET', things, as('Bearer parley_nothing'));
    await refused(401, 'not_signed_in', 'GET', things, as('Basic YTpi'));
    await refused(401, 'not_signed_in', 'GET', things, as(`Bearer ${company.apiKey.slice(0, -2)}xx`));
    const nobody = await fetch(server.url + things);
    assert.equal(nobody.status, 401);
    assert.match(nobody.headers.get('www-authenticate') ?? '', /^Bearer/);
    const forged = await fetch(server.url + things, { headers: { cookie: 'parley.session_token=abc.def' } });
    assert.equal(forged.status, 401);
  });

  test('[R6] without the capability 403 names it; with the module off 403 names that', async () => {
    const accountant = await company.addMember('accountant', company.nodes.root);
    const keyOf = { headers: { authorization: `Bearer ${accountant.apiKey}` } };
    assert.equal((await send('GET', things, keyOf)).status, 200, 'an accountant may see leads');
    const without = await refused(403, 'forbidden', 'GET', '/api/v1/test/guarded', keyOf);
    assert.equal((without as Problem & { capability: string }).capability, 'settings.audit.view');
    assert.equal((await send('GET', '/api/v1/test/guarded')).status, 200);
    const off = await refused(403, 'module_disabled', 'GET', '/api/v1/test/accounting');
    assert.equal((off as Problem & { module: string }).module, 'projects');
  });

  test('a change of access holds from the next request on, on every server', async () => {
    const seller = await company.addMember('sales_representative', company.nodes.branch);
    const keyOf = { headers: { authorization: `Bearer ${seller.apiKey}` } };
    const second = await startTestServer({ endpoints: testRows, database: server.database });
    const onSecond = () => fetch(second.url + things, keyOf);
    assert.equal((await send('GET', things, keyOf)).status, 200);
    assert.equal((await onSecond()).status, 200);
    await company.asSystem(async (call) => {
      await call.database
        .updateTable('organisationModule')
        .set({ enabled: false })
        .where('orgId', '=', call.orgId)
        .where('module', '=', 'crm')
        .execute();
      await call.database
        .updateTable('organisation')
        .set((column) => ({ accessVersion: column('accessVersion', '+', 1) }))
        .where('orgId', '=', call.orgId)
        .execute();
    });
    await refused(403, 'module_disabled', 'GET', things, keyOf);
    assert.equal((await onSecond()).status, 403);
    await second.stop();
  });

  test('a deactivated member and a revoked key are out at once', async () => {
    const member = await company.addMember('viewer', company.nodes.root);
    const keyOf = { headers: { authorization: `Bearer ${member.apiKey}` } };
    assert.equal((await send('POST', things, { body: json({ word: 'in' }), ...keyOf })).status, 201);
    await company.asSystem(async (call) => {
      await call.database
        .updateTable('member')
        .set({ status: 'deactivated' })
        .where('orgId', '=', call.orgId)
        .where('id', '=', member.id)
        .execute();
      await call.database
        .updateTable('organisation')
        .set((column) => ({ accessVersion: column('accessVersion', '+', 1) }))
        .where('orgId', '=', call.orgId)
        .execute();
    });
    await refused(401, 'not_signed_in', 'POST', things, { body: json({ word: 'out' }), ...keyOf });
  });

  test('a change that another site asks for is refused on open doors; programs are not browsers', async () => {
    const door = '/api/v1/test/door';
    const body = json({ word: 'x' });
    const from = (headers: object) => ({ body, headers });
    await refused(
      403,
      'forbidden',
      'POST',
      door,
      from({ origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' }),
    );
    await refused(403, 'forbidden', 'POST', door, from({ origin: 'null' }));
    const own = await send('POST', door, from({ origin: server.url, 'sec-fetch-site': 'same-origin' }));
    assert.equal(own.status, 200);
  });
});

describe('what an answer looks like', () => {
  test('a version is its entity tag, and If-Match of another version is 412', async () => {
    const ifMatch = (value: string) => ({ body: json({ word: 'x' }), headers: { 'if-match': value } });
    const changed = await send('PATCH', thing, ifMatch('"3"'));
    assert.deepEqual([changed.status, changed.headers.get('etag')], [200, '"4"']);
    assert.equal((await send('PATCH', thing, ifMatch('W/"3"'))).status, 200);
    assert.equal((await send('PATCH', thing, ifMatch('*'))).status, 200);
    await refused(412, 'stale_version', 'PATCH', thing, ifMatch('"2"'));
    assert.equal((await send('PATCH', thing, ifMatch('3'))).status, 200);
    for (const unreadable of ['"three"', '"3", "4"', '""', '"-3"']) {
      await refused(400, 'malformed_request', 'PATCH', thing, ifMatch(unreadable));
    }
  });

  test('no content is 204, without a body', async () => {
    const answer = await send('DELETE', thing);
    assert.deepEqual([answer.status, answer.text], [204, '']);
  });

  test('a fault is 500 with a request id and without its words', async () => {
    const problem = await refused(500, 'internal_error', 'GET', '/api/v1/test/broken');
    assert.doesNotMatch(JSON.stringify(problem), /secret/);
  });

  test('in tests an answer that is more than its schema is a fault', async () => {
    await refused(500, 'internal_error', 'GET', '/api/v1/test/unlike');
  });

  test('a file comes whole, named in every script, and is never kept', async () => {
    const file = await send('GET', '/api/v1/test/file.csv');
    assert.equal(file.text, 'a,b\n1,2\n3,4\n');
    assert.equal(file.headers.get('cache-control'), 'no-store');
    assert.match(file.headers.get('content-disposition') ?? '', /filename\*=UTF-8''%D9%85%D9%84%D9%81/);
  });

  test('every answer carries the protective headers', async () => {
    const { headers } = await send('GET', things);
    const policy = headers.get('content-security-policy') ?? '';
    assert.match(policy, /default-src 'self'/);
    assert.match(policy, /script-src 'self';/);
    assert.match(policy, /frame-ancestors 'none'/);
    assert.equal(headers.get('x-content-type-options'), 'nosniff');
    assert.equal(headers.get('strict-transport-security'), null, 'not over plain HTTP');
  });

  test('a hundred requests at once are all answered', async () => {
    const answers = await Promise.all(
      Array.from({ length: 100 }, (_, index) =>
        send('POST', things, { body: json({ word: `word ${index}` }) }),
      ),
    );
    assert.deepEqual([...new Set(answers.map(({ status }) => status))], [201]);
    assert.equal(new Set(answers.map(({ headers }) => headers.get('x-request-id'))).size, 100);
  });
});
