import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Validator } from '@seriousme/openapi-schema-validator';
import { describeApi } from '#platform/http/openapi.ts';
import { endpoints } from './features.ts';

const document = describeApi(endpoints, {
  version: '0.0.0',
  base: '/api/v1',
  sessionCookie: 'parley.session_token',
});
const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
);

test('the description of the API is valid OpenAPI 3.1', async () => {
  const result = await new Validator().validate(JSON.parse(JSON.stringify(document)));
  assert.ok(result.valid, JSON.stringify(result.errors, null, 2));
  assert.equal(document.openapi, '3.1.0');
});

test('every reference in it leads somewhere', () => {
  const text = JSON.stringify(document);
  for (const [, path = ''] of text.matchAll(/"\$ref":"#\/([^"]+)"/g)) {
    const found = path
      .split('/')
      .reduce<unknown>((node, key) => (node as Record<string, unknown> | undefined)?.[key], document);
    assert.ok(found, `#/${path}`);
  }
});

test('every endpoint is described once, under its own name', () => {
  assert.equal(operations.length, endpoints.length);
  const names = operations.map(({ operation }) => operation.operationId);
  assert.equal(new Set(names).size, names.length);
});

test('every endpoint says what it does in a sentence, and answers by a schema that says something', () => {
  for (const { method, path, summary, answer, access, file } of endpoints) {
    const place = `${method} ${path}`;
    assert.match(summary, /^[A-Z].*\.$/, `${place}: the summary is a sentence with a full stop`);
    if (answer) assert.notEqual(answer.type, 'any', `${place}: the answer's schema is z.any()`);
    if (method === 'GET' && access !== 'file' && !file)
      assert.ok(answer, `${place}: a GET needs an answer schema`);
  }
});

test('every parameter in a path has a rule, so that what is no id is 404 and not a fault', () => {
  for (const { method, path, params } of endpoints) {
    if (path.includes('/:')) assert.ok(params, `${method} ${path} needs params`);
  }
});

test('bodies refuse unknown fields, at least at their top', () => {
  for (const { method, path, body } of endpoints) {
    if (!body) continue;
    const refused = body.safeParse({ 'no such field': 1 });
    const text = JSON.stringify(refused.error?.issues ?? []);
    assert.ok(!refused.success, `${method} ${path} takes a body with an unknown field`);
    assert.match(text, /unrecognized_keys|invalid_union/, `${method} ${path}: ${text}`);
  }
});
