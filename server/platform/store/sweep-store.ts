import type { Transaction } from '../database/database.ts';
import { inTransaction, type Wall } from '../database/transaction.ts';
import type { FeatureJob } from '../feature.ts';
import { listTenants } from '../jobs/tenants.ts';
import type { Services } from '../services.ts';

/** How long an upload may go unkept before it counts as broken off. */
export const pendingKeptMs = 24 * 3_600_000;

const batchSize = 200;

/** Marks what nobody may keep any more; from now on a late `keepObject` fails, and with it what wanted the object. */
function condemn(orgId: string, pendingBefore: string) {
  return async (database: Transaction): Promise<string[]> => {
    const loose = database
      .selectFrom('storedObject')
      .select('key')
      .where('orgId', '=', orgId)
      .where('state', '<>', 'kept')
      .where((where) => where.or([where('state', '=', 'unwanted'), where('createdAt', '<', pendingBefore)]))
      .orderBy('createdAt')
      .limit(batchSize)
      .forUpdate()
      .skipLocked();
    const rows = await database
      .updateTable('storedObject')
      .set({ state: 'unwanted' })
      .where('orgId', '=', orgId)
      .where('key', 'in', loose)
      .returning('key')
      .execute();
    return rows.map(({ key }) => key);
  };
}

/**
 * Removes the objects of one company that nothing names: those given up, and those of uploads that broke off a day ago.
 * Content goes first and its line after, so that a kill in between leaves the line for the next time. Returns how many.
 */
export async function sweepStore(
  { pool, store, clock }: Pick<Services, 'pool' | 'store' | 'clock'>,
  orgId: string,
): Promise<number> {
  const wall: Wall = { mode: 'organisation', orgId };
  const pendingBefore = new Date(clock.now().getTime() - pendingKeptMs).toISOString();
  let total = 0;
  for (;;) {
    const keys = await inTransaction(pool, wall, { access: 'write' }, condemn(orgId, pendingBefore));
    if (keys.length === 0) return total;
    for (const key of keys) await store.delete(key);
    await inTransaction(pool, wall, { access: 'write' }, (database) =>
      database.deleteFrom('storedObject').where('orgId', '=', orgId).where('key', 'in', keys).execute(),
    );
    total += keys.length;
  }
}

/** Every hour: what uploads and deletions left in the store goes. */
export const sweepStoreJob: FeatureJob = {
  kind: {
    name: 'sweep-store',
    retryLimit: 2,
    retryDelaySeconds: 300,
    retryDelayMostSeconds: 1800,
    expireSeconds: 3600,
    keepSeconds: 86_400,
  },
  work: { pollSeconds: 5, batchSize: 10, concurrency: 1, sameWork: () => '' },
  schedule: { cron: '41 * * * *', timeZone: 'UTC' },
  run: async (services) => {
    for (const orgId of await listTenants(services.pool)) {
      const objects = await sweepStore(services, orgId);
      if (objects > 0) services.log.info({ orgId, objects }, 'Removed what nothing named from the store.');
    }
  },
};
