import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import { Problem } from '#domain/problems.ts';
import type { Clock } from '../clock/clock.ts';
import type { Pool, Transaction } from '../database/database.ts';
import { inTransaction } from '../database/transaction.ts';
import { signInEmail } from './people.ts';

const windowMs = 15 * 60_000;
const mostByEmail = 10;
// Many people can share one address, so it takes more; it is what stops somebody who tries one password on many people.
const mostByAddress = 50;

type Store = { pool: Pool; clock: Clock };
type Attempt = { email?: string; ip: string | null };
type Counted = { key: string; most: number };

function countersOf({ email, ip }: Attempt): Counted[] {
  const counters: Counted[] = [];
  if (email !== undefined) counters.push({ key: keyOf('email', signInEmail(email)), most: mostByEmail });
  if (ip !== null) counters.push({ key: keyOf('address', ip), most: mostByAddress });
  return counters;
}

// Hashed: what was typed into the email field may be a password.
function keyOf(kind: string, value: string): string {
  return `${kind}:${createHash('sha256').update(value).digest('hex')}`;
}

/**
 * Counts an attempt before its password is looked at, so that a hundred at once are not all let through. Refuses with
 * `too_many_requests` and `retryAfterSeconds` after 10 failures for an email, or 50 from an address, within 15 minutes.
 * The counts are kept in the database: several servers share them, and a restart does not forget them.
 */
export async function countAttempt(store: Store, attempt: Attempt): Promise<void> {
  const now = store.clock.now();
  const until = await inTransaction(
    store.pool,
    { mode: 'sign-in' },
    { access: 'write' },
    async (database) => {
      for (const counter of countersOf(attempt)) {
        const { failures, endsAt } = await countOne(database, counter.key, now);
        // The rest is not counted: who keeps trying one email does not shut out everybody at their address.
        if (failures > counter.most) return endsAt;
      }
      await dropOld(database, now);
      return null;
    },
  );
  if (until === null) return;
  const seconds = Math.max(1, Math.ceil((Date.parse(until) - now.getTime()) / 1000));
  throw new Problem('too_many_requests', {
    detail: 'Too many attempts to sign in; try again later.',
    retryAfterSeconds: seconds,
  });
}

/** Takes an attempt back that was no failure; after a whole sign-in the email's count begins anew. */
export async function forgiveAttempt(
  store: Store,
  attempt: Attempt,
  { whole }: { whole: boolean },
): Promise<void> {
  await inTransaction(store.pool, { mode: 'sign-in' }, { access: 'write' }, async (database) => {
    for (const { key } of countersOf(attempt)) {
      await database
        .updateTable('authAttempt')
        .set((column) =>
          whole && key.startsWith('email:') ? { failures: 0 } : { failures: column('failures', '-', 1) },
        )
        .where('key', '=', key)
        .where('failures', '>', 0)
        .execute();
    }
  });
}

/**
 * Whether a code of an authenticator app comes for the first time (RFC 6238 §5.2). It holds for a minute or two, so that
 * whoever looked over a shoulder could use it as well; of two uses at once one is the first.
 */
export async function isFirstUse(store: Store, userId: string, code: string): Promise<boolean> {
  const now = store.clock.now();
  const key = keyOf('code', `${userId} ${code}`);
  const { failures: uses } = await inTransaction(
    store.pool,
    { mode: 'sign-in' },
    { access: 'write' },
    (database) => countOne(database, key, now),
  );
  return uses === 1;
}

/** A window that has ended begins anew. */
function countOne(
  database: Transaction,
  key: string,
  now: Date,
): Promise<{ failures: number; endsAt: string }> {
  const at = now.toISOString();
  const endsAt = new Date(now.getTime() + windowMs).toISOString();
  return database
    .insertInto('authAttempt')
    .values({ key, failures: 1, endsAt })
    .onConflict((conflict) =>
      conflict.column('key').doUpdateSet({
        failures: sql`case when auth_attempt.ends_at <= ${at} then 1 else auth_attempt.failures + 1 end`,
        endsAt: sql`case when auth_attempt.ends_at <= ${at} then ${endsAt} else auth_attempt.ends_at end`,
      }),
    )
    .returning(['failures', 'endsAt'])
    .executeTakeFirstOrThrow();
}

async function dropOld(database: Transaction, now: Date): Promise<void> {
  await database
    .deleteFrom('authAttempt')
    .where('key', 'in', (query) =>
      query
        .selectFrom('authAttempt')
        .select('key')
        .where('endsAt', '<=', now.toISOString())
        .limit(100)
        .forUpdate()
        .skipLocked(),
    )
    .execute();
}
