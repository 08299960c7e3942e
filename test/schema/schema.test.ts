import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import pg from 'pg';
import { createTestDatabase, type TestDatabase } from '#test/build/postgres.ts';
import type { Rule } from './rule.ts';
import { shapeRules } from './shape-rules.ts';
import { wallRules } from './wall-rules.ts';

const rules = [...shapeRules, ...wallRules];
let database: TestDatabase;
let client: pg.Client;

before(async () => {
  database = await createTestDatabase();
  client = new pg.Client({ connectionString: database.adminUrl });
  await client.connect();
});
after(async () => {
  await client?.end();
  await database?.drop();
});

async function placesOf({ sql }: Rule): Promise<string[]> {
  const { rows } = await client.query<{ place: string }>(sql);
  return rows.map(({ place }) => place);
}

describe('the migrated database keeps the rules of its data', () => {
  for (const rule of rules) {
    test(rule.name, async () => {
      const places = await placesOf(rule);
      const broken = places.filter((place) => !Object.hasOwn(rule.except, place));
      assert.deepEqual(broken, [], 'each of these breaks the rule; an exception needs its reason here');
      const kept = Object.keys(rule.except).filter((place) => !places.includes(place));
      assert.deepEqual(kept, [], 'these exceptions are no longer needed: take them out');
    });
  }
});

describe('each rule is seen to fail', () => {
  for (const rule of rules) {
    test(rule.name, async () => {
      await client.query('begin');
      try {
        if (!rule.broken.by.startsWith('alter role')) await client.query('set local role parley_owner');
        await client.query(rule.broken.by);
        await client.query('reset role');
        assert.ok((await placesOf(rule)).includes(rule.broken.place), `names ${rule.broken.place}`);
      } finally {
        await client.query('rollback');
      }
    });
  }
});
