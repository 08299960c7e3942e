import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { createTestDatabase, type TestDatabase } from '#test/build/postgres.ts';
import { createBareCompany, openTestServices } from '#test/build/services.ts';

let database: TestDatabase;
let services: Awaited<ReturnType<typeof openTestServices>>;
let orgId: string;

before(async () => {
  database = await createTestDatabase();
  services = await openTestServices({ appUrl: database.appUrl, role: 'web' });
  ({ orgId } = await createBareCompany(database.adminUrl));
});
after(async () => {
  await services.stop();
  await database.drop();
});

const calls = {
  contact: "select similar_ids('contact', 'anybody', false, 10)",
  opportunity: "select count_links('opportunity', 'account_id', gen_random_uuid())",
  lead: "select search_ids('lead', array['%a%'], 10)",
  search_word: "select word from search_words_like('abcd', 10)",
  quote: "select is_number_taken('quote', gen_random_uuid(), 'Q-1')",
};

for (const [table, call] of Object.entries(calls)) {
  test(`a temporary ${table} is not read in place of the real one by a function that runs as the owner`, async () => {
    const client = await services.pool.connect();
    try {
      await client.query(`begin;
        create function pg_temp.trap() returns text language plpgsql as
          $$ begin raise exception 'caught as %', current_user; end $$;
        create temp view ${table} as
          select pg_temp.trap() as number, pg_temp.trap() as search_text, pg_temp.trap() as word, '${orgId}'::uuid as org_id,
            gen_random_uuid() as id, gen_random_uuid() as series_node_id,
            null::uuid as account_id, 'anybody' as match_name, null::uuid as merged_into_id, now() as created_at,
            null::timestamptz as archived_at;
        grant select on pg_temp.${table} to public;
        set local app.org = '${orgId}'; set local role parley_org`);
      await assert.doesNotReject(client.query(call));
    } finally {
      await client.query('rollback');
      client.release();
    }
  });
}
