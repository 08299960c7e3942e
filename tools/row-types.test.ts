import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import pg from 'pg';
import { createTestDatabase, type TestDatabase } from '#test/build/postgres.ts';
import { type Column, readTables, valuesOfCheck } from './row-types/read-tables.ts';
import { writeTypes } from './row-types/write-types.ts';

const column = (name: string, type: string, rest: Partial<Column> = {}): Column => ({
  name,
  type,
  nullable: false,
  hasDefault: false,
  generated: false,
  values: null,
  ...rest,
});

describe('reading a database', () => {
  let database: TestDatabase;
  before(async () => {
    database = await createTestDatabase();
    const client = new pg.Client({ connectionString: database.adminUrl });
    await client.connect();
    await client.query(`
      create schema made_up;
      create table made_up.deal_line (
        org_id uuid not null,
        amount_minor bigint not null default 0,
        status text not null check (status in ('new', 'won''t do')),
        kind text check (kind = 'deal'),
        quantity numeric(18, 4) not null check (quantity > 0),
        tags text[] not null default '{}',
        total bigint generated always as (amount_minor * 2) stored,
        answer jsonb,
        primary key (org_id)
      );
      create table made_up.audit (at timestamptz not null) partition by range (at);
      create table made_up.audit_2026 partition of made_up.audit for values from ('2026-01-01') to ('2027-01-01')`);
    await client.end();
  });
  after(() => database.drop());

  test('columns come with types, defaults and the values that a CHECK lets in; partitions are left out', async () => {
    const [audit, line, ...others] = await readTables(database.adminUrl, 'made_up');
    assert.deepEqual(others, []);
    assert.deepEqual(audit, { name: 'audit', columns: [column('at', 'timestamp with time zone')] });
    assert.deepEqual(line?.columns, [
      column('amount_minor', 'bigint', { hasDefault: true }),
      column('answer', 'jsonb', { nullable: true }),
      column('kind', 'text', { nullable: true, values: ['deal'] }),
      column('org_id', 'uuid'),
      column('quantity', 'numeric(18,4)'),
      column('status', 'text', { values: ['new', "won't do"] }),
      column('tags', 'text[]', { hasDefault: true }),
      column('total', 'bigint', { nullable: true, generated: true }),
    ]);
  });
});

describe('writing types', () => {
  test('names are camelCase and types are what the driver hands over', () => {
    const text = writeTypes([
      {
        name: 'deal_line',
        columns: [
          column('amount_minor', 'bigint', { hasDefault: true }),
          column('answer', 'jsonb', { nullable: true }),
          column('quantity', 'numeric(18,4)'),
          column('status', 'text', { values: ['new', "won't do"], nullable: true }),
          column('total', 'bigint', { generated: true }),
        ],
      },
    ]);
    assert.match(text, /import type \{ ColumnType, Generated, GeneratedAlways \} from 'kysely';/);
    assert.match(text, /interface Database \{\n {2}dealLine: DealLineTable;\n\}/);
    assert.match(
      text,
      /interface DealLineTable \{\n {2}amountMinor: Generated<bigint>;\n {2}answer: JsonOrNull;/,
    );
    assert.match(
      text,
      /quantity: string;\n {2}status: 'new' \| 'won\\'t do' \| null;\n {2}total: GeneratedAlways<bigint>;\n\}/,
    );
    assert.doesNotMatch(text, /type Json =|JsonOrDefault/);
  });

  test('a type that the driver would read in another way than the file says is refused', () => {
    const types = ['interval', 'bigint[]', 'timestamp with time zone[]', 'money'];
    for (const type of types) {
      assert.throws(
        () => writeTypes([{ name: 'deal', columns: [column('x', type)] }]),
        /deal\.x is .* has no row type/,
      );
    }
  });

  test('a name that does not come back from camelCase is refused', () => {
    assert.throws(
      () => writeTypes([{ name: 'deal', columns: [column('line_1', 'text')] }]),
      /line_1 has no camelCase/,
    );
  });
});

test('only a plain list of texts becomes a list of values', () => {
  assert.deepEqual(valuesOfCheck("CHECK ((a = ANY (ARRAY['x'::text, 'y'::text])))"), ['x', 'y']);
  assert.equal(valuesOfCheck("CHECK ((a <> ''::text))"), null);
  assert.equal(valuesOfCheck("CHECK (((a = 'x'::text) OR (b > 1)))"), null);
  assert.equal(valuesOfCheck("CHECK (((a = ANY (ARRAY['x'::text])) AND (length(a) > 1)))"), null);
});
