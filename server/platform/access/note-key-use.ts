import { inTransaction } from '../database/transaction.ts';
import type { Services } from '../services.ts';

/** When this process last wrote down that a key was used, by the key's id. */
export type KeyUses = Map<string, number>;

const everyMs = 60_000;
const mostKept = 10_000;

export function keyUses(): KeyUses {
  return new Map();
}

/**
 * Writes down that an API key is in use, at most once a minute, beside the request and not in its way: a failure is
 * logged and nothing else.
 */
export function noteKeyUse(
  { pool, clock, log }: Pick<Services, 'pool' | 'clock' | 'log'>,
  uses: KeyUses,
  { orgId, id }: { orgId: string; id: string },
): void {
  const now = clock.now();
  if (now.getTime() - (uses.get(id) ?? Number.NEGATIVE_INFINITY) < everyMs) return;
  if (uses.size >= mostKept) uses.delete(uses.keys().next().value as string);
  uses.set(id, now.getTime());
  inTransaction(pool, { mode: 'organisation', orgId }, { access: 'write' }, (database) =>
    database
      .updateTable('apiKey')
      .set({ lastUsedAt: now.toISOString() })
      .where('orgId', '=', orgId)
      .where('id', '=', id)
      .execute(),
  ).catch((error: unknown) => {
    if (!pool.ending) log.warn({ err: error, orgId, key: id }, 'The use of an API key was not noted.');
  });
}
