import { sql } from 'kysely';
import type { Pool, Transaction } from '../database/database.ts';
import { inTransaction, type Wall } from '../database/transaction.ts';
import type { FeatureJob } from '../feature.ts';
import type { Services } from '../services.ts';
import { listTenants } from './tenants.ts';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
/** How long a delivered event is kept, so that a live client may resume. */
export const eventsKeptMs = 30 * dayMs;
/** How long the first answer to an Idempotency-Key is kept. */
export const answersKeptMs = dayMs;
/** How long mail from before sign-in is kept: it may hold a link that resets a password. */
export const signInMailKeptMs = 7 * dayMs;

const batchSize = 5000;

/** Repeats one small deletion, each in a transaction of its own, until there is nothing left for it. */
async function deleteInBatches(
  pool: Pool,
  wall: Wall,
  deleteBatch: (database: Transaction) => Promise<{ numAffectedRows?: bigint }>,
): Promise<number> {
  let total = 0;
  for (;;) {
    const { numAffectedRows = 0n } = await inTransaction(pool, wall, { access: 'write' }, deleteBatch);
    total += Number(numAffectedRows);
    if (numAffectedRows === 0n) return total;
  }
}

/** Looks at the start of the stream only: an event that is still owed, or dead, stays, and so do newer ones. */
function oldEvents(orgId: string, before: string) {
  return (database: Transaction) =>
    sql`
      with oldest as (
        select id, created_at from outbox
        where org_id = ${orgId} and position is not null order by position limit ${batchSize}
      )
      delete from outbox where org_id = ${orgId} and id in (
        select id from oldest where created_at < ${before} and not exists (
          select from outbox_delivery debt where debt.org_id = ${orgId} and debt.event_id = oldest.id)
      )`.execute(database);
}

function oldAnswers(orgId: string, before: string) {
  return (database: Transaction) =>
    sql`
      delete from idempotency where org_id = ${orgId} and (actor_id, key) in (
        select actor_id, key from idempotency
        where org_id = ${orgId} and created_at < ${before} order by created_at limit ${batchSize}
      )`.execute(database);
}

export type Cleared = { events: number; answers: number };

/** Deletes what one company no longer needs: old delivered events, and old answers to Idempotency-Keys. */
export async function clearCompany(pool: Pool, orgId: string, now: Date): Promise<Cleared> {
  const wall: Wall = { mode: 'organisation', orgId };
  const before = (keptMs: number) => new Date(now.getTime() - keptMs).toISOString();
  return {
    events: await deleteInBatches(pool, wall, oldEvents(orgId, before(eventsKeptMs))),
    answers: await deleteInBatches(pool, wall, oldAnswers(orgId, before(answersKeptMs))),
  };
}

/** Deletes what sign-in leaves behind: sessions, links and counters that ran out, and old mail that has ended. */
export async function clearSignIn(pool: Pool, now: Date): Promise<void> {
  const at = now.toISOString();
  const mailBefore = new Date(now.getTime() - signInMailKeptMs).toISOString();
  await inTransaction(pool, { mode: 'sign-in' }, { access: 'write' }, async (database) => {
    await database.deleteFrom('authSession').where('expiresAt', '<', at).execute();
    await database.deleteFrom('authVerification').where('expiresAt', '<', at).execute();
    await database.deleteFrom('authAttempt').where('endsAt', '<', at).execute();
    await database
      .deleteFrom('authMail')
      .where('createdAt', '<', mailBefore)
      .where('status', 'in', ['sent', 'simulated', 'failed'])
      .execute();
  });
}

async function clearAll({ pool, clock, log }: Services): Promise<void> {
  const now = clock.now();
  await clearSignIn(pool, now);
  for (const orgId of await listTenants(pool)) {
    const cleared = await clearCompany(pool, orgId, now);
    if (cleared.events + cleared.answers > 0) log.info({ orgId, ...cleared }, 'Cleared what was old.');
  }
}

export const cleanUpJob: FeatureJob = {
  kind: {
    name: 'clean-up',
    retryLimit: 2,
    retryDelaySeconds: 60,
    retryDelayMostSeconds: 600,
    expireSeconds: 3600,
    keepSeconds: 86_400,
  },
  work: { pollSeconds: 5, batchSize: 10, concurrency: 1, sameWork: () => '' },
  schedule: { cron: '17 * * * *', timeZone: 'UTC' },
  run: clearAll,
};
