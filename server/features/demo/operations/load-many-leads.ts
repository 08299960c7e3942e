import { sql } from 'kysely';
import type { Pool, Transaction } from '#platform/database/database.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { cities, companyKinds, companyWords, firstNames, lastNames } from '../names.ts';

export type Place = { id: string; path: string };

export type ManyLeads = {
  orgId: string;
  count: number;
  places: readonly Place[];
  memberIds: readonly string[];
  /** The newest lead's time; the rest lie in the two years before. */
  now: Date;
  onProgress?(done: number): void;
};

const rowsPerTransaction = 20_000;
const statuses = ['new', 'new', 'new', 'contacted', 'contacted', 'qualified', 'lost', 'junk'];
const sources = ['website', 'referral', 'event', 'advertising', 'partner', 'cold_call'];
const qualities = ['hot', 'warm', 'cold'];

/** The n-th of a list, spread by a hash of the row's number, so that the columns do not follow each other. */
function pick(list: readonly string[], prime: number) {
  return sql<string>`(${list}::text[])[1 + (n * ${prime}::bigint / 7 + n) % ${list.length}]`;
}

/**
 * Inserts one stretch of leads, made inside the database: nothing crosses the wire, and every wall and check holds. The
 * search text is what `searchable()` writes for these names, which are plain letters.
 */
async function insertStretch(
  database: Transaction,
  draft: ManyLeads,
  from: number,
  to: number,
): Promise<void> {
  const { orgId, places, memberIds, now } = draft;
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
      from generate_series(${from}::bigint, ${to}::bigint) as n
    ), named as (
      select *, first_name || ' ' || last_name as display_name,
        lower(first_name || '.' || last_name || n) || '@' || lower(split_part(company_name, ' ', 1)) || '.example' as email
      from made
    )
    insert into lead (org_id, id, scope_id, scope_path, owner_id, first_name, last_name, company_name, display_name, email,
      phone, phone_e164, job_title, source, quality, status, status_changed_at, search_text, created_at, created_by, updated_at, updated_by)
    select ${orgId}::uuid,
      (lpad(to_hex((extract(epoch from at) * 1000)::bigint), 12, '0') || '7' || substr(hash, 1, 3) || '8' || substr(hash, 4, 15))::uuid,
      (${places.map(({ id }) => id)}::uuid[])[place], (${places.map(({ path }) => path)}::text[])[place], owner_id,
      first_name, last_name, company_name, display_name, email,
      '+49 30 ' || (1000000 + n), '+4930' || (1000000 + n), 'Buyer', source, quality, status, at,
      ' ' || lower(display_name || ' ' || company_name || ' ' || email || ' +49 30 ' || (1000000 + n) || ' +4930' || (1000000 + n)),
      at, owner_id, at, owner_id
    from named`.execute(database);
}

/** Fills a company with any number of leads, some tens of thousands in a second. Interrupted, whole stretches remain. */
export async function loadManyLeads(pool: Pool, draft: ManyLeads): Promise<void> {
  const wall = { mode: 'organisation', orgId: draft.orgId } as const;
  for (let from = 1; from <= draft.count; from += rowsPerTransaction) {
    const to = Math.min(draft.count, from + rowsPerTransaction - 1);
    await inTransaction(pool, wall, { access: 'write' }, (database) =>
      insertStretch(database, draft, from, to),
    );
    draft.onProgress?.(to);
  }
}
