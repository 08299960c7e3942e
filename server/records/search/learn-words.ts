import { sql } from 'kysely';
import type { Pool, Transaction } from '#platform/database/database.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import type { FeatureJob } from '#platform/feature.ts';
import { listTenants } from '#platform/jobs/tenants.ts';
import type { Services } from '#platform/services.ts';
import { allKinds, type RecordKind } from '../kind.ts';
import { isCorrectable } from './correct.ts';

const batch = 5000;
/** A transaction that began earlier may commit later: what is younger than this is left for the next look. */
const settleMs = 10_000;

type Row = { id: string; updatedAt: string; searchText: string };

async function nextRows(database: Transaction, orgId: string, kind: RecordKind, before: string) {
  const learned = await database
    .selectFrom('searchLearned')
    .select(['at', 'id'])
    .where('orgId', '=', orgId)
    .where('kind', '=', kind.name)
    .executeTakeFirst();
  const from = learned ?? { at: '1970-01-01T00:00:00Z', id: '00000000-0000-0000-0000-000000000000' };
  const { rows } = await sql<Row>`
    select id, updated_at, search_text from ${sql.table(kind.table)}
    where org_id = ${orgId} and archived_at is null
      and (updated_at, id) > (${from.at}::timestamptz, ${from.id}::uuid) and updated_at < ${before}::timestamptz
    order by updated_at, id limit ${batch}`.execute(database);
  return rows;
}

async function learnBatch(database: Transaction, orgId: string, kind: RecordKind, before: string) {
  const rows = await nextRows(database, orgId, kind, before);
  const last = rows.at(-1);
  if (!last) return 0;
  const words = new Set(
    rows.flatMap(({ searchText }) => searchText.split(/[\s@.+_-]+/).filter(isCorrectable)),
  );
  await sql`
    insert into search_word (org_id, word)
    select ${orgId}::uuid, word from unnest(${[...words].sort()}::text[]) as word
    on conflict do nothing`.execute(database);
  await sql`
    insert into search_learned (org_id, kind, at, id)
    values (${orgId}, ${kind.name}, ${last.updatedAt}::timestamptz, ${last.id})
    on conflict (org_id, kind) do update set at = excluded.at, id = excluded.id`.execute(database);
  return rows.length;
}

/** Learns the words of everything that one company wrote since the last time, in small transactions. */
export async function learnWords(pool: Pool, orgId: string, now: Date): Promise<void> {
  const before = new Date(now.getTime() - settleMs).toISOString();
  for (const kind of allKinds().filter(({ searchable }) => searchable)) {
    let read = batch;
    while (read === batch) {
      read = await inTransaction(pool, { mode: 'organisation', orgId }, { access: 'write' }, (database) =>
        learnBatch(database, orgId, kind, before),
      );
    }
  }
}

export const learnWordsJob: FeatureJob = {
  kind: {
    name: 'learn-words',
    retryLimit: 1,
    retryDelaySeconds: 30,
    retryDelayMostSeconds: 60,
    expireSeconds: 1800,
    keepSeconds: 3600,
  },
  work: { pollSeconds: 5, batchSize: 10, concurrency: 1, sameWork: () => '' },
  schedule: { cron: '* * * * *', timeZone: 'UTC' },
  run: async ({ pool, clock }: Services) => {
    for (const orgId of await listTenants(pool)) await learnWords(pool, orgId, clock.now());
  },
};
