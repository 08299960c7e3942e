import { sql } from 'kysely';
import pg from 'pg';
import { type PoolClient, queriesOn, type Transaction } from '#platform/database/database.ts';
import { ownerRole, searchPath } from '#platform/database/roles.ts';
import { cities, companyKinds, companyWords, firstNames, lastNames } from '../names.ts';

export type ManyLeads = {
  orgId: string;
  count: number;
  places: readonly { id: string; path: string }[];
  memberIds: readonly string[];
  /** The newest lead's time; the rest lie in the two years before. */
  now: Date;
  onStep?(step: string): void;
};

const statuses = ['new', 'new', 'new', 'contacted', 'contacted', 'qualified', 'lost', 'junk'];
const sources = ['website', 'referral', 'event', 'advertising', 'partner', 'phone'];
const qualities = ['hot', 'warm', 'cold'];

/** The n-th of a list, spread by a hash of the row's number, so that the columns do not follow each other. */
function pick(list: readonly string[], prime: number) {
  return sql<string>`(${list}::text[])[1 + (n * ${prime}::bigint / 7 + n) % ${list.length}]`;
}

/**
 * Inserts the leads, made inside the database: nothing crosses the wire. The search text is what `searchable()` writes for
 * these names, which are plain letters.
 */
async function insertLeads(database: Transaction, draft: ManyLeads): Promise<void> {
  const { orgId, places, memberIds, now, count } = draft;
  await sql`
    with made as (
      select n,
        ${pick(firstNames, 31)} as first_name,
        ${pick(lastNames, 97)} as last_name,
        ${pick(companyWords, 13)} || ' ' || ${pick(companyKinds, 17)} || ' ' || ${pick(cities, 57)} as company_name,
        ${pick(statuses, 11)} as status,
        ${pick(sources, 19)} as source,
        ${pick(qualities, 23)} as quality,
        1 + (n * 29 / 7 + n) % ${places.length} as place,
        (${memberIds}::uuid[])[1 + (n * 37 / 7 + n) % ${memberIds.length}] as owner_id,
        ${now.toISOString()}::timestamptz - ((n * 7919) % 63072000) * interval '1 second' as at,
        md5(n::text || ${orgId}) as hash
      from generate_series(1::bigint, ${count}::bigint) as n
    ), named as (
      select *, first_name || ' ' || last_name as display_name,
        lower(first_name || '.' || last_name || n) || '@' || lower(split_part(company_name, ' ', 1)) || '.example' as email
      from made
    )
    insert into lead (org_id, id, scope_id, scope_path, owner_id, first_name, last_name, company_name, display_name, email,
      phone, phone_e164, job_title, source, quality, pipeline_id, stage_id, status, status_changed_at, search_text, created_at, created_by, updated_at, updated_by)
    select ${orgId}::uuid,
      (lpad(to_hex((extract(epoch from at) * 1000)::bigint), 12, '0') || '7' || substr(hash, 1, 3) || '8' || substr(hash, 4, 15))::uuid,
      (${places.map(({ id }) => id)}::uuid[])[place], (${places.map(({ path }) => path)}::text[])[place], owner_id,
      first_name, last_name, company_name, display_name, email,
      '+49 30 ' || (1000000 + n), '+4930' || (1000000 + n), 'Buyer', source, quality, stage.pipeline_id, stage.id, named.status, at,
      ' ' || lower(display_name || ' ' || company_name || ' ' || email || ' +49 30 ' || (1000000 + n) || ' +4930' || (1000000 + n)),
      at, owner_id, at, owner_id
    from named join (
      select distinct on (s.status) s.status, s.id, s.pipeline_id from pipeline p
      join pipeline_stage s on s.org_id = p.org_id and s.pipeline_id = p.id and s.archived_at is null
      where p.org_id = ${orgId} and p.kind = 'lead' and p.is_default order by s.status, s.position
    ) stage on stage.status = named.status`.execute(database);
}

type Definition = { name: string; ddl: string };

async function definitions(client: pg.Client, query: string): Promise<Definition[]> {
  return (await client.query<Definition>(query)).rows;
}

/** Takes indexes and foreign keys off the table and returns how to put them back. The primary key stays. */
async function strip(client: pg.Client): Promise<string[]> {
  const keys = await definitions(
    client,
    `select conname as name, pg_get_constraintdef(oid) as ddl from pg_constraint
     where conrelid = 'lead'::regclass and contype = 'f'`,
  );
  const indexes = await definitions(
    client,
    `select indexrelid::regclass::text as name, pg_get_indexdef(indexrelid) as ddl from pg_index
     where indrelid = 'lead'::regclass and not indisprimary`,
  );
  for (const { name } of keys) await client.query(`alter table lead drop constraint ${name}`);
  for (const { name } of indexes) await client.query(`drop index ${name}`);
  return [
    ...indexes.map(({ ddl }) => ddl),
    ...keys.map(({ name, ddl }) => `alter table lead add constraint ${name} ${ddl}`),
  ];
}

/**
 * Fills a company with any number of leads, for measuring. Runs as the owner of the tables in ONE transaction that takes the
 * indexes and foreign keys off and builds them again over everything: many times faster than keeping them up row by
 * row, each key is checked over all rows at the end, and a kill at any moment leaves nothing behind. Leads are locked
 * for everybody else meanwhile. `adminUrl` is a connection that may take the role of the owner.
 */
export async function loadManyLeads(adminUrl: string, draft: ManyLeads): Promise<void> {
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  try {
    const path = await searchPath(client);
    await client.query(
      `begin; set local search_path to ${path}; set local role ${ownerRole}; set local maintenance_work_mem = '512MB'`,
    );
    const restore = await strip(client);
    draft.onStep?.(`inserting ${draft.count} leads`);
    await insertLeads(queriesOn(client as unknown as PoolClient), draft);
    draft.onStep?.('building the indexes');
    for (const ddl of restore) await client.query(ddl);
    await client.query('analyze lead');
    await client.query('commit');
  } finally {
    await client.end();
  }
}
