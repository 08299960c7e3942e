import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Endpoint } from '#platform/http/endpoint.ts';
import { endpoints } from '#server/features.ts';
import { type Api, api, cookiesOf, type Json } from '#test/build/api.ts';
import { createTestCompany, type TestCompany } from '#test/build/company.ts';
import { withValue } from '#test/build/field-cases.ts';
import { startWholeServer, type WholeServer } from '#test/stories/whole-server.ts';
import { digestOf } from './database-digest.ts';
import { fieldTables, goodBodies } from './field-tables.ts';
import { fieldsOf, nameOf, pathIn } from './schema-fields.ts';

// What is sent beside a file is text in a form; the tests of each upload break it.
const withBody = endpoints.filter(({ body, access }) => body !== undefined && access !== 'upload');
// Asks for the name of a consumer of events, which is compared with those that failed: no rule to break.
const free: Readonly<Record<string, readonly string[]>> = {
  'POST /settings/jobs/failed/:id/retry': ['consumer'],
};
// An account is named or made, never both: whoever names one badly hears that as well.
const followUps: Readonly<Record<string, string>> = {
  'POST /leads/:id/convert': 'accountName: not_allowed',
  'POST /tasks': 'recordKind: required',
  'PATCH /tasks/:id': 'recordKind: required',
};

let server: WholeServer;
let company: TestCompany;
let session: Api;

before(async () => {
  server = await startWholeServer('2026-03-01T08:00:00Z');
  company = await createTestCompany(server);
  const { email, password } = company.admin;
  session = api(server.url, cookiesOf(await api(server.url).post('/auth/sign-in', { email, password })));
});
after(() => server?.stop());

const callerOf = (row: Endpoint): Api => (row.access === 'session' ? session : company.api);

function send(row: Endpoint, path: string, body: unknown) {
  const method = row.method.toLowerCase() as 'post' | 'patch' | 'put';
  return callerOf(row)[method]<Json>(path, body);
}

for (const row of withBody) {
  const name = nameOf(row);
  describe(name, () => {
    const cases = fieldTables[name] ?? [];
    test('every field has bad values in the table', () => {
      const tested = new Set([...cases.map(([path]) => path), ...(free[name] ?? [])]);
      const missing = fieldsOf(row.body as never).filter(
        (field) => ![...tested].some((path) => path === field || isAbout(path, field)),
      );
      assert.deepEqual(missing, [], `add them to test/bad-input/field-tables.ts under '${name}'`);
      const good = row.body?.safeParse(goodBodies[name] ?? {});
      assert.ok(good?.success, `goodBodies['${name}']: ${good?.error?.message}`);
    });

    test('each bad value is refused by its field and its rule, and nothing changes', async () => {
      const path = await pathIn(row, company);
      const untouched = await digestOf(server.database.adminUrl);
      const valid = goodBodies[name] ?? {};
      for (const [field, value, code, refusedAt = field] of cases) {
        const { status, body } = await send(row, path, withValue(valid, field, value));
        const shown = `${field} = ${JSON.stringify(value)?.slice(0, 60)}: ${JSON.stringify(body).slice(0, 300)}`;
        assert.deepEqual([status, body.code], [422, 'validation_failed'], shown);
        const errors = body.errors.map((error: Json) => `${error.path}: ${error.code}`);
        const expected = `${refusedAt}: ${code}`;
        const besides = errors.filter((error: string) => error !== expected && error !== followUps[name]);
        assert.deepEqual([errors.includes(expected), besides], [true, []], shown);
        assert.match(body.errors[0].message, /^[A-Z].*\.$/);
      }
      const odd = await send(row, path, { ...valid, 'no such field': 1 });
      assert.deepEqual(odd.body.errors?.[0]?.path, 'no such field', JSON.stringify(odd.body));
      assert.deepEqual(await digestOf(server.database.adminUrl), untouched);
    });
  });
}

/** The members of a scope are tested as wholes: `scope` with an id that is missing or does not belong. */
function isAbout(path: string, field: string): boolean {
  return path === 'scope' && field.startsWith('scope.');
}

test('the table names no endpoint that is not there', () => {
  const names = new Set(withBody.map(nameOf));
  for (const name of [...Object.keys(fieldTables), ...Object.keys(goodBodies)]) {
    assert.ok(names.has(name), `${name} is no endpoint with a body`);
  }
});
