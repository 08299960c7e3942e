import type { Pool } from '../database/database.ts';
import { isUuid } from '../database/id.ts';
import { queueSchema } from '../database/roles.ts';
import { listTenants } from '../jobs/tenants.ts';

export type JobCount = { kind: string; state: string; count: number };

/** How many jobs of each kind wait, run or failed, as the queue's own supervisor counted them last. */
export async function jobCounts(pool: Pool): Promise<JobCount[]> {
  const { rows } = await pool.query<JobCount>(
    `select name as kind, state, count from ${queueSchema}.queue,
      lateral (values ('ready', ready_count), ('deferred', deferred_count),
        ('active', active_count), ('failed', failed_count)) as counted (state, count)`,
  );
  return rows;
}

const tenantsAtOnce = 200;
const most = 10_000;

type Waiting = { unplaced: number; owed: number; dead: number };

const counting = (orgId: string) => `
  select
    (select count(*) from (select from outbox
      where org_id = '${orgId}' and position is null limit ${most}) as one)::int as unplaced,
    (select count(*) from (select from outbox_delivery
      where org_id = '${orgId}' and dead_at is null limit ${most}) as one)::int as owed,
    (select count(*) from (select from outbox_delivery
      where org_id = '${orgId}' and dead_at is not null limit ${most}) as one)::int as dead`;

// The events stand behind each company's wall, so the companies are visited, many in one round trip.
async function countTenants(pool: Pool, orgIds: readonly string[]): Promise<Waiting[]> {
  const visits = orgIds.map((orgId) => `set local app.org = '${orgId}'; ${counting(orgId)}`);
  const text = ['begin read only', 'set local role parley_org', ...visits, 'commit'].join('; ');
  const client = await pool.connect();
  try {
    const results = (await client.query(text)) as unknown as { rows: Waiting[] }[];
    return results.flatMap(({ rows }) => rows);
  } catch (error) {
    await client.query('rollback').catch(() => undefined);
    throw error;
  } finally {
    client.release();
  }
}

/**
 * Events of all companies without a place in their stream, deliveries still owed, and deliveries given up. Each
 * company adds at most 10,000 to a count.
 */
export async function countWaiting(pool: Pool): Promise<Waiting> {
  const orgIds = (await listTenants(pool)).filter(isUuid);
  const total: Waiting = { unplaced: 0, owed: 0, dead: 0 };
  for (let first = 0; first < orgIds.length; first += tenantsAtOnce) {
    for (const row of await countTenants(pool, orgIds.slice(first, first + tenantsAtOnce))) {
      total.unplaced += row.unplaced;
      total.owed += row.owed;
      total.dead += row.dead;
    }
  }
  return total;
}
