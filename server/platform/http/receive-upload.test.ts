import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { request as httpRequest } from 'node:http';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { z } from 'zod';
import { Problem } from '#domain/problems.ts';
import { createTestCompany, type TestCompany } from '#test/build/company.ts';
import { startTestServer, type TestServer } from '#test/build/server.ts';
import { asAdmin } from '#test/build/services.ts';
import { endpoint } from './endpoint.ts';
import { describeApi } from './openapi.ts';

const mostBytes = 300_000;

/** Takes a file and tells what it got; `refuse` makes it fail as an operation does, `crash` as a bug does. */
const upload = endpoint({
  tag: 'test',
  method: 'POST',
  path: '/uploads',
  summary: 'Take a file.',
  access: 'upload',
  capability: 'crm.leads.create',
  body: z.strictObject({ title: z.string().max(20), how: z.enum(['refuse', 'crash']).optional() }),
  mostBytes: () => mostBytes,
  inspect: async ({ services }, { file }) => {
    let text = '';
    for await (const chunk of (await services.store.get(file.key, { from: 0, to: 3 })) ?? []) text += chunk;
    return text;
  },
  status: 201,
  answer: z.looseObject({}),
  run: async (_, { body, file, seen }) => {
    if (body.how === 'refuse') throw new Problem('not_editable');
    if (body.how === 'crash') throw new Error('A bug.');
    return { ...body, ...file, seen };
  },
});

let server: TestServer;
let company: TestCompany;

before(async () => {
  server = await startTestServer({ endpoints: [upload] });
  company = await createTestCompany(server);
});
after(() => server?.stop());

const address = () => `${server.url}/api/v1/uploads`;
const bearer = () => ({ authorization: `Bearer ${company.apiKey}` });

type Fields = Record<string, string | Blob>;

async function send(fields: Fields | [string, string | Blob][], headers: Record<string, string> = {}) {
  const form = new FormData();
  for (const [name, value] of Array.isArray(fields) ? fields : Object.entries(fields))
    form.append(name, value);
  const response = await fetch(address(), {
    method: 'POST',
    headers: { ...bearer(), ...headers },
    body: form,
  });
  return { status: response.status, headers: response.headers, body: JSON.parse(await response.text()) };
}

const file = (content: string | Uint8Array<ArrayBuffer> = 'hello world', name = 'a.txt') =>
  new File([content], name, { type: 'text/plain; charset=utf-8' });

async function kept(): Promise<{ key: string; state: string }[]> {
  return asAdmin(server.database.adminUrl, 'select key, state from stored_object order by key');
}

/** What lies in the store's folder, down to the files. */
function onDisk(): string[] {
  const folder = join(server.services.config.dataDir, 'files');
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ name }) => name);
}

/** Runs a refused upload and shows that it left neither a line nor a byte. */
async function leavesNothing(run: () => Promise<void>): Promise<void> {
  const before = [await kept(), onDisk()];
  await run();
  assert.deepEqual([await kept(), onDisk()], before);
}

test('A file and its fields arrive, before or after each other, and the object is kept', async () => {
  const first = await send({ title: 'One', file: file() });
  assert.equal(first.status, 201, JSON.stringify(first.body));
  assert.deepEqual(
    { ...first.body, key: '' },
    {
      title: 'One',
      key: '',
      name: 'a.txt',
      declaredType: 'text/plain',
      size: 11,
      sha256: 'b94d27b9934d3e08a52e52d7da7dabfac484efe37a5380ee9088f7ace2efcde9',
      seen: 'hell',
    },
  );
  const second = await send({ file: file(), title: 'Two' });
  assert.equal(second.body.title, 'Two');
  const states = await kept();
  assert.deepEqual(new Set(states.map(({ state }) => state)), new Set(['kept']));
  assert.deepEqual(states.map(({ key }) => key).sort(), [first.body.key, second.body.key].sort());
  assert.equal(onDisk().length, 2);
});

test('A file of exactly the limit is taken; one byte more answers 413 and leaves nothing', async () => {
  const most = await send({ title: 'Full', file: file(new Uint8Array(mostBytes)) });
  assert.equal(most.status, 201);
  await leavesNothing(async () => {
    const { status, body } = await send({ title: 'More', file: file(new Uint8Array(mostBytes + 1)) });
    assert.deepEqual([status, body.code, body.mostBytes], [413, 'too_large', mostBytes]);
    const far = await send({ title: 'Far more', file: file(new Uint8Array(mostBytes * 8)) });
    assert.equal(far.status, 413);
  });
});

const refusals: [string, Fields | [string, string | Blob][], number, string][] = [
  ['no file', { title: 'x' }, 422, 'file: required'],
  ['an empty file', { title: 'x', file: file('') }, 422, 'file: required'],
  [
    'two files',
    [
      ['title', 'x'],
      ['file', file()],
      ['file', file()],
    ],
    422,
    'file: duplicate',
  ],
  ['a file of another name', { title: 'x', other: file() }, 422, 'other: unknown_field'],
  ['an unknown field', { title: 'x', colour: 'red', file: file() }, 422, 'colour: unknown_field'],
  ['a missing field', { file: file() }, 422, 'title: required'],
  [
    'a field twice',
    [
      ['title', 'x'],
      ['title', 'y'],
      ['file', file()],
    ],
    422,
    'title: duplicate',
  ],
  ['a bad field', { title: 'x'.repeat(21), file: file() }, 422, 'title: too_long'],
  ['a field that is an object of JavaScript', { title: 'x', constructor: 'y', file: file() }, 400, ''],
  ['a refusal by the operation', { title: 'x', how: 'refuse', file: file() }, 409, ''],
];
for (const [name, fields, status, problem] of refusals) {
  test(`Refused, and nothing is left: ${name}`, () =>
    leavesNothing(async () => {
      const answer = await send(fields);
      assert.equal(answer.status, status, JSON.stringify(answer.body));
      const [error] = answer.body.errors ?? [];
      if (problem) assert.equal(`${error.path}: ${error.code}`, problem);
    }));
}

test('JSON, a broken body and a body without a boundary are refused', () =>
  leavesNothing(async () => {
    const json = await company.api.post('/uploads', { title: 'x' });
    assert.deepEqual([json.status, json.body.code], [415, 'unsupported_media_type']);
    for (const [type, body] of [
      ['multipart/form-data; boundary=x', 'no parts at all'],
      [
        'multipart/form-data; boundary=x',
        '--x\r\nContent-Disposition: form-data; name="file"; filename="a"\r\n\r\nhal',
      ],
      ['multipart/form-data', '--x--'],
    ] as const) {
      const headers = { ...bearer(), 'content-type': type };
      const response = await fetch(address(), { method: 'POST', headers, body });
      assert.equal(response.status, 400, await response.text());
    }
  }));

test('Other endpoints still refuse multipart', async () => {
  const form = new FormData();
  form.append('name', 'x');
  const response = await fetch(`${server.url}/api/v1/roles`, {
    method: 'POST',
    headers: bearer(),
    body: form,
  });
  assert.equal(response.status, 415);
});

test('An upload that breaks off leaves nothing', () =>
  leavesNothing(async () => {
    const headers = {
      ...bearer(),
      'content-type': 'multipart/form-data; boundary=x',
      'content-length': '200000',
    };
    const request = httpRequest(address(), { method: 'POST', headers });
    request.on('error', () => undefined);
    request.write('--x\r\nContent-Disposition: form-data; name="file"; filename="a.txt"\r\n\r\n');
    request.write('x'.repeat(100_000));
    await wait(150);
    request.destroy();
    for (let tries = 0; tries < 40 && (await kept()).some(({ state }) => state !== 'kept'); tries += 1)
      await wait(50);
  }));

test('After a fault whose outcome is unknown the object stays for the clean-up', async () => {
  const before = onDisk().length;
  assert.equal((await send({ title: 'x', how: 'crash', file: file() })).status, 500);
  assert.equal(onDisk().length, before + 1);
  assert.equal((await kept()).filter(({ state }) => state === 'pending').length, 1);
});

test('The same Idempotency-Key answers the same and stores once; with another file it is refused', async () => {
  const headers = { 'idempotency-key': 'upload-1' };
  const first = await send({ title: 'x', file: file() }, headers);
  const before = [await kept(), onDisk()];
  const second = await send({ title: 'x', file: file() }, headers);
  assert.deepEqual(second.body, first.body);
  assert.equal(second.headers.get('idempotency-replayed'), 'true');
  const other = await send({ title: 'x', file: file('other') }, headers);
  assert.deepEqual([other.status, other.body.code], [422, 'idempotency_key_reused']);
  assert.deepEqual([await kept(), onDisk()], before);
});

test('Nobody and a member without the capability are refused, and nothing is left', () =>
  leavesNothing(async () => {
    const nobody = await send({ title: 'x', file: file() }, { authorization: '' });
    assert.equal(nobody.status, 401);
    const viewer = await company.addMember('viewer', company.nodes.root);
    const refused = await send({ title: 'x', file: file() }, { authorization: `Bearer ${viewer.apiKey}` });
    assert.deepEqual([refused.status, refused.body.capability], [403, 'crm.leads.create']);
  }));

test('The API document describes the upload', () => {
  const about = { version: '1', base: '/api/v1', sessionCookie: 's' };
  const operation = describeApi([upload], about).paths['/api/v1/uploads']?.post as unknown as {
    requestBody: { content: Record<string, { schema: { properties: object; required: string[] } }> };
  };
  const { schema } = operation.requestBody.content['multipart/form-data']!;
  assert.deepEqual(Object.keys(schema.properties), ['title', 'how', 'file']);
  assert.deepEqual(schema.required, ['title', 'file']);
});
