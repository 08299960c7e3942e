import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { after, before, describe, test } from 'node:test';
import fc from 'fast-check';
import { fieldErrorCodes } from '#domain/field-errors.ts';
import type { Endpoint } from '#platform/http/endpoint.ts';
import { endpoints } from '#server/features.ts';
import { createTestCompany, type TestCompany } from '#test/build/company.ts';
import { withValue } from '#test/build/field-cases.ts';
import { records } from '#test/build/records.ts';
import { startWholeServer, type WholeServer } from '#test/stories/whole-server.ts';
import { fieldTables, goodBodies } from './field-tables.ts';
import { brokenTexts, hostileJson, hostileTexts } from './hostile.ts';
import { fieldsOf, nameOf, pathIn } from './schema-fields.ts';
import { seedOf } from './seed.ts';

type Refusal = { code?: string; errors?: { path: string; code: string }[] };
type Stage = { id: string; name: string; status: string };
type Sent = { status: number; text: string };

let server: WholeServer;
let company: TestCompany;

before(async () => {
  server = await startWholeServer('2026-07-01T08:00:00Z');
  company = await createTestCompany(server);
});
after(() => server?.stop());

async function send(method: string, path: string, json?: string, headers: object = {}): Promise<Sent> {
  const response = await fetch(`${server.url}/api/v1${path}`, {
    method,
    headers: {
      authorization: `Bearer ${company.apiKey}`,
      ...(json === undefined ? {} : { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(json === undefined ? {} : { body: json }),
  });
  return { status: response.status, text: await response.text() };
}

const parsed = ({ text }: Sent): Refusal & Record<string, unknown> => (text === '' ? {} : JSON.parse(text));
const shortly = (value: unknown) => JSON.stringify(value)?.slice(0, 200);

/** No fault of ours, and a refusal names its fields by rules of the closed list. */
function assertAnswered(sent: Sent, what: string): void {
  assert.ok(sent.status < 500, `${what}: ${sent.status} ${sent.text.slice(0, 300)}`);
  if (sent.status !== 422) return;
  const { code, errors } = parsed(sent);
  assert.equal(code, 'validation_failed', what);
  for (const error of errors ?? []) assert.ok((fieldErrorCodes as string[]).includes(error.code), what);
  assert.ok(errors && errors.length > 0, `${what}: ${sent.text}`);
}

const valueAt = (body: unknown, path: string): unknown =>
  path.split('.').reduce<unknown>((value, key) => Reflect.get(Object(value), key), body);

/** Records and settings are made or changed by these, and answer with what they hold. */
const isSaved = ({ method, path, access, body, answer }: Endpoint) =>
  access === 'write' &&
  body !== undefined &&
  answer !== undefined &&
  (method === 'PATCH' || (method === 'POST' && !path.includes('/:id'))) &&
  path !== '/me';

const freeText = (name: string) => [
  ...new Set(
    (fieldTables[name] ?? []).filter(([, , code]) => code === 'invalid_characters').map(([path]) => path),
  ),
];

const wholePipeline = ['new', 'converted'].map((status) => ({ name: status, status }));

let lead: Promise<{ id: string }> | undefined;
function leadToWriteAt(): Promise<{ id: string }> {
  lead ??= company.api.post<{ id: string }>('/leads', { firstName: 'Lea' }).then(({ body }) => body);
  return lead;
}

/** The words of a rich text; any other value as it is. */
function wordsIn(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  const { text, content = [] } = value as { text?: string; content?: unknown[] };
  return text ?? content.map(wordsIn).join('');
}

async function issuedInvoice(): Promise<string | undefined> {
  const made = await records['/invoices']?.create(company);
  await company.api.post(`/invoices/${made?.id}/issue`, {});
  return made?.id;
}

/** Bodies that name something which has to be there, or something that is there once. */
const livingBodies: Record<string, () => Promise<object>> = {
  'POST /products': async () => ({ components: [] }),
  'PATCH /products/:id': async () => ({ components: [] }),
  'POST /price-books': async () => ({ prices: [] }),
  'PATCH /price-books/:id': async () => ({ prices: [] }),
  'POST /quote-templates': async () => ({ quoteId: (await records['/quotes']?.create(company))?.id }),
  'POST /subscriptions': async () => ({
    accountId: (await records['/accounts']?.create(company))?.id,
    scope: company.nodes.entity.scope,
  }),
  'POST /numbering/:nodeId/invoice/series': async () => {
    const code = randomBytes(4).toString('hex').toUpperCase();
    return { code, pattern: `${code}-{number}` };
  },
};

async function goodBody(row: Endpoint, path: string): Promise<object> {
  const body = { ...goodBodies[nameOf(row)], ...(await livingBodies[nameOf(row)]?.()) };
  if (nameOf(row) === 'POST /invoices') {
    const account = await company.api.post<{ id: string }>('/accounts', { name: 'Acme' });
    return { ...body, accountId: account.body.id, scope: company.nodes.entity.scope };
  }
  if (nameOf(row) === 'POST /credit-notes') return { reason: 'Returned', invoiceId: await issuedInvoice() };
  if (nameOf(row) === 'PATCH /credit-notes/:id') return {};
  const { id: recordId } = await leadToWriteAt();
  if (['POST /activities', 'POST /notes', 'POST /reminders'].includes(nameOf(row)))
    return { ...body, recordKind: 'lead', recordId };
  if (nameOf(row) === 'POST /custom-fields')
    return { ...body, key: `field${randomBytes(6).toString('hex')}` };
  if (nameOf(row) === 'POST /imports/templates')
    return { ...body, importId: (await records['/imports']?.create(company))?.id };
  if (nameOf(row) === 'PATCH /pipelines/:id') {
    const { body: pipeline } = await company.api.get<{ stages: Stage[] }>(path);
    return { stages: pipeline.stages.map(({ id, name, status }) => ({ id, name, status })) };
  }
  if (nameOf(row) === 'POST /pipelines') return { ...body, stages: wholePipeline };
  return nameOf(row) === 'POST /hierarchy/nodes' ? { ...body, parentId: company.nodes.entity.id } : body;
}

/** Puts the text into all of the fields; those that refuse it, by name, are left out the next time. */
async function comesBack(row: Endpoint, fields: readonly string[], text: string): Promise<number> {
  const path = await pathIn(row, company);
  const good = await goodBody(row, path);
  let accepted = [...fields];
  for (let turn = 0; turn < 3; turn += 1) {
    const body = accepted.reduce<unknown>((whole, field) => withValue(whole, field, text), good);
    const sent = await send(row.method, path, JSON.stringify(body));
    const what = `${nameOf(row)} ${shortly(text)}`;
    assertAnswered(sent, what);
    if (sent.status < 300) {
      const saved = parsed(sent);
      const wanted = text.normalize('NFC');
      for (const field of accepted) {
        const value = wordsIn(valueAt(saved, field));
        if (value !== undefined) assert.equal(value, wanted, `${what} in ${field}`);
      }
      return accepted.length;
    }
    // A name that another record has already is refused with 409, and by its field as well.
    assert.ok([409, 422].includes(sent.status), `${what}: ${sent.text.slice(0, 300)}`);
    const refused = new Set(parsed(sent).errors?.map((error) => error.path));
    assert.ok(
      [...refused].every((name) => accepted.includes(name)),
      `${what}: ${sent.text.slice(0, 300)}`,
    );
    accepted = accepted.filter((field) => !refused.has(field));
  }
  assert.fail(`${nameOf(row)} refused ${shortly(text)} again and again`);
}

describe('hostile text', () => {
  for (const row of endpoints.filter(isSaved)) {
    const fields = freeText(nameOf(row));
    if (fields.length === 0) continue;
    test(`${nameOf(row)} keeps each text as it was sent, or names the fields that refuse it`, async () => {
      let kept = 0;
      for (const text of Object.values(hostileTexts)) kept += await comesBack(row, fields, text);
      // A change finds the names of settings taken by what was made before it.
      assert.ok(kept > 0 || row.method === 'PATCH');
    });

    test(`${nameOf(row)} takes no broken text`, async () => {
      const path = await pathIn(row, company);
      const good = await goodBody(row, path);
      for (const [name, text] of Object.entries({ ...brokenTexts, veryLong: 'x'.repeat(60_000) })) {
        const body = fields.reduce<unknown>((whole, field) => withValue(whole, field, text), good);
        const sent = await send(row.method, path, JSON.stringify(body));
        assertAnswered(sent, name);
        const errors = parsed(sent)
          .errors?.map((error) => error.path)
          .sort();
        assert.deepEqual(errors, [...fields].sort(), `${name}: ${sent.text.slice(0, 300)}`);
      }
    });
  }
});

const readable = endpoints.filter(({ method, access }) => method === 'GET' && access !== 'public');
const queried = readable.flatMap((row) =>
  row.query ? fieldsOf(row.query).map((parameter) => ({ row, parameter })) : [],
);
const texts = [...Object.values(hostileTexts), ...Object.values(brokenTexts), '', ' ', 'a'.repeat(3_000)];

/** Places by their names, so that what fast-check shows of a failure stays readable. */
function named<Place extends { row: Endpoint }>(all: readonly Place[], name: (place: Place) => string) {
  return new Map(all.map((place) => [`${nameOf(place.row)} ${name(place)}`, place]));
}

async function askWith(row: Endpoint, query: string, what: string): Promise<Sent> {
  const sent = await send('GET', `${await pathIn(row, company)}?${query}`);
  assert.ok(sent.status < 500, `${what}: ${sent.status} ${sent.text.slice(0, 300)}`);
  return sent;
}

// A lone surrogate cannot be written in an address; everything else goes percent-encoded.
const encoded = (text: string) => encodeURIComponent(text.toWellFormed()).slice(0, 8_000).replace(/%.?$/, '');

/** What a list must be told beside the parameter that is tried. */
async function needed(path: string, parameter: string): Promise<string> {
  if (path === '/search' && parameter !== 'q') return 'q=x&';
  if (path === '/duplicates') return 'kind=account&';
  if (['/activities', '/notes', '/files', '/messages'].includes(path))
    return `recordKind=lead&recordId=${(await leadToWriteAt()).id}&`;
  return path.endsWith('/groups') ? 'by=ownerId&' : '';
}

describe('hostile queries', () => {
  const always = ['q', 'cursor', 'sort', 'limit', 'scopeNodeId', 'archived'];
  const chosen = queried.filter(
    ({ row, parameter }) =>
      always.includes(parameter) && row.access === 'read' && !row.path.includes('board'),
  );

  test('what steers a list answers with the list or names the parameter', async () => {
    assert.ok(chosen.length > 30);
    for (const { row, parameter } of chosen) {
      for (const text of texts) {
        const what = `${row.path}?${parameter}=${shortly(text)}`;
        const besides = await needed(row.path, parameter);
        const sent = await askWith(row, `${besides}${encoded(parameter)}=${encoded(text)}`, what);
        // PostgreSQL knows no NUL, in a search as little as in a field.
        const cannotBeKept = sent.status === 400 && text.includes('\0');
        if (sent.status === 200 || cannotBeKept) continue;
        assert.equal(sent.status, 422, `${what}: ${sent.text.slice(0, 200)}`);
        assert.ok(
          parsed(sent).errors?.some(({ path }) => path === parameter),
          `${what}: ${sent.text}`,
        );
      }
    }
  });

  test('any parameter of any list, board and export, also given twice', async (context) => {
    const value = fc.oneof(fc.constantFrom(...texts), fc.string({ unit: 'binary' }), fc.uuid());
    const byName = named(queried, ({ parameter }) => parameter);
    const property = fc.asyncProperty(
      fc.constantFrom(...byName.keys()),
      value,
      fc.constantFrom('once', 'twice', 'list', 'member'),
      async (key, text, form) => {
        const { row, parameter } = byName.get(key) as (typeof queried)[number];
        const [name, given] = [encoded(parameter), encoded(text)];
        const query = {
          once: `${name}=${given}`,
          twice: `${name}=${given}&${name}=${given}`,
          list: `${name}[]=${given}`,
          member: `${name}[__proto__]=${given}`,
        }[form];
        const sent = await askWith(row, query, `${row.path}?${query.slice(0, 200)}`);
        assert.ok(
          [200, 400, 404, 422].includes(sent.status),
          `${row.path}?${query}: ${sent.text.slice(0, 200)}`,
        );
      },
    );
    await fc.assert(property, { seed: seedOf(context), numRuns: 800 });
  });
});

const written = endpoints.filter(({ body, access }) => body && access !== 'public' && access !== 'session');
const places = written.flatMap((row) => [
  ...fieldsOf(row.body as never).map((field) => ({ row, field })),
  { row, field: '__proto__' },
  { row, field: 'constructor' },
  { row, field: '' },
]);

/** A JSON text of any value: hostile texts, values that JSON.stringify cannot write, and random ones. */
const anyJson = fc.oneof(
  fc.constantFrom(...texts).map((text) => JSON.stringify(text)),
  fc.constantFrom(...hostileJson),
  fc.jsonValue({ maxDepth: 4 }).map((value) => JSON.stringify(value)),
  fc.double().map((value) => String(value)),
);
const hole = '"\u0001here\u0001"';

/** The good body as JSON text, with a JSON text in the place of a field. */
function bodyWith(row: Endpoint, field: string, json: string): string {
  if (field === '') return json;
  const good = goodBodies[nameOf(row)] ?? {};
  if (field === '__proto__')
    return `{"__proto__": ${json}, ${JSON.stringify(good).slice(1)}`.replace(', }', '}');
  const text = JSON.stringify(withValue(good, field, JSON.parse(hole.replaceAll('\u0001', ''))));
  return text.replace(hole.replaceAll('\u0001', ''), () => json);
}

test('any value in any field of any body: answered, never a fault of ours', async (context) => {
  const byName = named(places, ({ field }) => field);
  const property = fc.asyncProperty(fc.constantFrom(...byName.keys()), anyJson, async (key, json) => {
    const { row, field } = byName.get(key) as (typeof places)[number];
    const path = await pathIn(row, company);
    const sent = await send(row.method, path, bodyWith(row, field, json));
    assertAnswered(sent, `${nameOf(row)} ${field} = ${json.slice(0, 200)}`);
  });
  await fc.assert(property, { seed: seedOf(context), numRuns: 1_500 });
});

describe('what is hardly a request', () => {
  const answersOf = async (...cases: [string, string, string | undefined, object, number][]) => {
    for (const [method, path, body, headers, status] of cases) {
      const sent = await send(method, path, body, headers);
      const what = `${method} ${path.slice(0, 100)} ${body?.slice(0, 60)} ${shortly(headers)}`;
      assert.equal(sent.status, status, `${what}: ${sent.text.slice(0, 200)}`);
    }
  };

  test('broken, deep, large and oddly typed bodies', () =>
    answersOf(
      ['POST', '/leads', '', {}, 422],
      ['POST', '/leads', 'null', {}, 422],
      ['POST', '/leads', '"text"', {}, 422],
      ['POST', '/leads', '{"firstName": "a", "firstName": "b"', {}, 400],
      ['POST', '/leads', '\uFEFF{}', {}, 422],
      ['POST', '/leads', `${'['.repeat(100_000)}${']'.repeat(100_000)}`, {}, 400],
      ['POST', '/leads', '{"constructor": {"prototype": {"x": 1}}}', {}, 400],
      ['POST', '/leads', JSON.stringify({ firstName: 'x'.repeat(3_000_000) }), {}, 413],
      ['POST', '/leads', '{}', { 'content-type': 'text/plain' }, 415],
      ['POST', '/leads', '{}', { 'content-type': 'application/xml' }, 415],
      ['POST', '/leads', '{}', { 'content-encoding': 'gzip' }, 415],
    ));

  test('odd paths and headers', () =>
    answersOf(
      ['GET', '/leads/%00', undefined, {}, 404],
      ['GET', '/leads/%ff%fe', undefined, {}, 400],
      ['GET', `/leads/${'9'.repeat(5_000)}`, undefined, {}, 404],
      ['GET', '/leads/..%2f..%2fetc%2fpasswd', undefined, {}, 404],
      ['GET', '/leads/__proto__', undefined, {}, 404],
      ['GET', '/option-lists/constructor', undefined, {}, 404],
      ['GET', '/leads', undefined, { 'if-match': '"1' }, 400],
      ['POST', '/leads', '{"firstName":"a"}', { 'idempotency-key': 'x'.repeat(256) }, 400],
      ['POST', '/leads', '{"firstName":"a"}', { 'idempotency-key': "'; drop table lead;--" }, 201],
      ['POST', '/leads', '{"firstName":"a"}', { 'user-agent': 'x'.repeat(5_000) }, 201],
      ['GET', '/leads', undefined, { authorization: 'Bearer parley_x' }, 401],
      ['GET', '/leads', undefined, { authorization: `Bearer ${'parley_'.repeat(500)}` }, 401],
    ));
});
