import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import fc from 'fast-check';
import { accountEndpoints } from '#features/accounts/endpoints.ts';
import '#features/campaigns/kind.ts';
import '#features/contacts/kind.ts';
import '#features/invoices/kind.ts';
import '#features/leads/kind.ts';
import '#features/opportunities/kind.ts';
import '#features/quotes/kind.ts';
import type { Api, Json } from '#test/build/api.ts';
import { createTestCompany } from '#test/build/company.ts';
import type { FieldCase } from '#test/build/field-cases.ts';
import { startTestServer, type TestServer } from '#test/build/server.ts';
import { asAdmin } from '#test/build/services.ts';
import { customInvariant } from '#test/invariants/custom-invariant.ts';
import { customFieldEndpoints } from './endpoints.ts';

let server: TestServer;
let api: Api;
const options = ['s', 'm', 'l'].map((value) => ({ value, label: value }));
const types = [
  ...['text', 'number', 'money', 'date', 'boolean', 'url', 'email', 'phone', 'member'].map((type) => ({
    type,
  })),
  { type: 'choice', options },
  { type: 'multiChoice', options },
  { type: 'link', linkTo: 'account' },
];

before(async () => {
  server = await startTestServer({ role: 'web', endpoints: [...customFieldEndpoints, ...accountEndpoints] });
  ({ api } = await createTestCompany(server));
  for (const field of types) {
    const made = await api.post('/custom-fields', { kind: 'account', key: field.type, label: 'X', ...field });
    assert.equal(made.status, 201, JSON.stringify(made.body));
  }
});
after(() => server?.stop());

const decimal = fc
  .tuple(fc.boolean(), fc.integer({ min: 1, max: 99_999_999_999 }), fc.integer({ min: 0, max: 9_999 }))
  .map(([minus, whole, part]) => `${minus ? '-' : ''}${whole}.${String(part).padStart(4, '0')}`)
  .map((number) => number.replace(/\.?0+$/, ''));
const text = fc
  .string({ unit: 'grapheme', maxLength: 60 })
  .map((typed) => `x${typed.normalize('NFC')}x`.replace(/[\p{Cc}\u2028\u2029]/gu, ''));

/** Values of each type, written as the API answers them. */
const values = {
  text,
  number: decimal,
  money: fc
    .tuple(fc.integer({ min: 0, max: 99_999_999 }), fc.constantFrom('EUR', 'USD'))
    .map(([minor, currency]) => ({ amount: (minor / 100).toFixed(2), currency })),
  date: fc
    .integer({ min: 0, max: 60_000 })
    .map((day) => new Date(day * 86_400_000).toISOString().slice(0, 10)),
  boolean: fc.boolean(),
  url: fc.nat(999).map((number) => `https://example.com/${number}`),
  email: fc.nat(999).map((number) => `a${number}@example.com`),
  phone: fc.nat(999).map((number) => `+49 30 ${1000 + number}`),
  choice: fc.constantFrom('s', 'm', 'l'),
  multiChoice: fc.subarray(['s', 'm', 'l'], { minLength: 1 }),
};
const some = fc.record(
  Object.fromEntries(Object.entries(values).map(([key, value]) => [key, fc.option<unknown>(value as never)])),
  { requiredKeys: [], noNullPrototype: true },
);

test('what is created, changed and cleared reads back as it was written, and the mirror says the same', async () => {
  await fc.assert(
    fc.asyncProperty(some, fc.array(some, { maxLength: 3 }), async (first, changes) => {
      const made = await api.post<Json>('/accounts', { name: 'Acme', custom: first });
      assert.equal(made.status, 201, JSON.stringify(made.body));
      let expected: Json = { ...Object.fromEntries(types.map(({ type }) => [type, null])), ...first };
      assert.deepEqual(made.body.custom, expected);
      for (const custom of changes) {
        const { status, body } = await api.patch<Json>(`/accounts/${made.body.id}`, { custom });
        assert.equal(status, 200, JSON.stringify(body));
        expected = { ...expected, ...custom };
        assert.deepEqual(body.custom, expected);
      }
      const read = await api.get<Json>(`/accounts/${made.body.id}`);
      assert.deepEqual(read.body.custom, expected);
    }),
    { numRuns: 40 },
  );
  const broken = await asAdmin<{ place: string }>(server.database.adminUrl, customInvariant.sql);
  assert.deepEqual(broken, []);
});

const long = (length: number) => 'x'.repeat(length);
const missing = '0198a5b2-7c1e-7f00-8a11-2b3c4d5e6f70';
/** The table of bad values: each type, what it refuses, and where it says so. */
const refused: FieldCase[] = [
  ['text', 5, 'invalid_type'],
  ['text', long(2_001), 'too_long'],
  ['text', 'a\u0000b', 'invalid_characters'],
  ['number', 'abc', 'invalid_format'],
  ['number', '1e5', 'invalid_format'],
  ['number', '1.23456', 'too_many_decimals'],
  ['number', '100000000000', 'out_of_range'],
  ['number', true, 'invalid_type'],
  ['money', '5', 'invalid_type'],
  ['money', { amount: '5' }, 'required', 'money.currency'],
  ['money', { amount: '5', currency: 'XXX' }, 'unknown_value', 'money.currency'],
  ['money', { amount: '5.001', currency: 'EUR' }, 'too_many_decimals', 'money.amount'],
  ['money', { amount: '-1', currency: 'EUR' }, 'out_of_range', 'money.amount'],
  ['money', { amount: '5', currency: 'EUR', tax: 1 }, 'unknown_field', 'money.tax'],
  ['date', '2026-02-30', 'invalid_date'],
  ['date', '1066-10-14', 'out_of_range'],
  ['date', 20260101, 'invalid_type'],
  ['choice', 'xl', 'unknown_value'],
  ['choice', ['s'], 'invalid_type'],
  ['multiChoice', 's', 'invalid_type'],
  ['multiChoice', ['s', 'xl'], 'unknown_value'],
  ['multiChoice', [5], 'invalid_type', 'multiChoice.0'],
  ['boolean', 'true', 'invalid_type'],
  ['boolean', 1, 'invalid_type'],
  ['url', 'javascript:alert(1)', 'invalid_url'],
  ['url', `https://example.com/${long(2_000)}`, 'too_long'],
  ['email', 'nobody', 'invalid_email'],
  ['phone', 'call me', 'invalid_phone'],
  ['member', 'me', 'invalid_format'],
  ['member', missing, 'not_found'],
  ['link', 7, 'invalid_type'],
  ['link', missing, 'not_found'],
];

test('a bad value of each type is refused by its key and its rule, on creating and on changing', async () => {
  const { body: account } = await api.post<Json>('/accounts', { name: 'Acme' });
  for (const [key, value, code, at = key] of refused) {
    const custom = { [key]: value };
    for (const answer of [
      await api.post<Json>('/accounts', { name: 'X', custom }),
      await api.patch<Json>(`/accounts/${account.id}`, { custom }),
    ]) {
      const shown = `${key} = ${JSON.stringify(value).slice(0, 50)}: ${JSON.stringify(answer.body).slice(0, 300)}`;
      const errors = answer.body.errors?.map((error: Json) => [error.path, error.code]);
      assert.deepEqual([answer.status, errors], [422, [[`custom.${at}`, code]]], shown);
    }
  }
  const after = await api.get<Json>(`/accounts/${account.id}`);
  assert.equal(after.body.version, 1);
});
