import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { installationDir } from '#platform/config/config.ts';
import { createTestDatabase, type TestDatabase } from '#test/build/postgres.ts';
import { asAdmin } from '#test/build/services.ts';
import { invariants } from './invariants.ts';

type Row = { id: string; asked: boolean; constraints: string[]; tests: string[]; holders: string };

const text = readFileSync(join(installationDir, 'docs/invariants.md'), 'utf8');
const rows = [...text.matchAll(/^\| ([A-Z]+-\d+)( ◆)? \| (.+?) \| (.+?) \|$/gm)].map(
  ([, id = '', asked, , holders = '']): Row => ({
    id,
    asked: asked !== undefined,
    holders,
    constraints: [...holders.matchAll(/(?<!test )`([a-z0-9_]+)`/g)].map(([, name = '']) => name),
    tests: [...holders.matchAll(/test `([^`]+)`/g)].map(([, path = '']) => path),
  }),
);

let database: TestDatabase;
before(async () => {
  database = await createTestDatabase();
});
after(() => database?.drop());

test('every line of the document is a rule, numbered once and without a gap', () => {
  assert.equal(rows.length, text.split('\n').filter((line) => /^\| [A-Z]+-/.test(line)).length);
  const next = new Map<string, number>();
  for (const { id } of rows) {
    const [subject = '', number] = id.split('-');
    const expected = (next.get(subject) ?? 0) + 1;
    assert.equal(Number(number), expected, `${id} should be ${subject}-${expected}`);
    next.set(subject, expected);
  }
});

test('every constraint that it names is in the database', async () => {
  const found = await asAdmin<{ name: string }>(
    database.adminUrl,
    `select conname::text as name from pg_constraint where connamespace = 'parley'::regnamespace
     union select c.relname::text from pg_class c join pg_index i on i.indexrelid = c.oid
       where c.relnamespace = 'parley'::regnamespace and i.indisunique`,
  );
  const names = new Set(found.map(({ name }) => name));
  for (const { id, constraints } of rows) {
    for (const name of constraints) assert.ok(names.has(name), `${id} names ${name}, which is not there`);
  }
});

test('every test that it names is there, and every rule has a holder', () => {
  for (const { id, tests, constraints, holders } of rows) {
    assert.ok(tests.length + constraints.length > 0, `${id} is held by nothing: ${holders}`);
    for (const path of tests) {
      assert.match(path, /\.test\.ts$/);
      assert.ok(existsSync(join(installationDir, path)), `${id} names ${path}, which is not there`);
    }
  }
});

test('the questions that are asked of the data are those that it marks', () => {
  const asked = rows.filter((row) => row.asked).map(({ id }) => id);
  assert.deepEqual(asked.sort(), invariants.map(({ id }) => id).sort());
});
