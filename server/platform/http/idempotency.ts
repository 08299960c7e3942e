import { createHash } from 'node:crypto';
import { Problem } from '#domain/problems.ts';
import { type Call, instant } from '../access/call.ts';
import { canonicalJson } from '../audit/chain.ts';

export type StoredAnswer = { status: number; body: string };

/** SHA-256 of what makes two requests the same: the route and its parsed input. */
export function requestHash(route: string, input: unknown): string {
  return createHash('sha256')
    .update(`${route}\n${canonicalJson(input)}`)
    .digest('hex');
}

/**
 * Claims the key in this transaction. A second request with the same key waits here until the first one commits and then
 * gets its stored answer; the same key with another request is refused. Null: the key is ours, do the work.
 */
export async function claimKey(call: Call, key: string, hash: string): Promise<StoredAnswer | null> {
  if (key.length > 255)
    throw new Problem('malformed_request', { detail: 'Idempotency-Key is longer than 255.' });
  const actorId = call.actor.id ?? call.orgId;
  const claimed = await call.database
    .insertInto('idempotency')
    .values({ orgId: call.orgId, actorId, key, requestSha256: hash, createdAt: instant(call) })
    .onConflict((conflict) => conflict.columns(['orgId', 'actorId', 'key']).doNothing())
    .returning('key')
    .executeTakeFirst();
  if (claimed) return null;
  const row = await call.database
    .selectFrom('idempotency')
    .select(['requestSha256', 'status', 'body'])
    .where('orgId', '=', call.orgId)
    .where('actorId', '=', actorId)
    .where('key', '=', key)
    .executeTakeFirst();
  if (!row) throw new Problem('in_progress', { detail: 'The first request with this key has not finished.' });
  if (row.requestSha256 !== hash) {
    throw new Problem('idempotency_key_reused', {
      detail: 'This Idempotency-Key was used for another request.',
    });
  }
  return { status: row.status ?? 200, body: row.body ?? '' };
}

/** The answer that is kept under a key, or null where there is none; the same key with another request is refused. */
export async function findKept(call: Call, key: string, hash: string): Promise<StoredAnswer | null> {
  const row = await call.database
    .selectFrom('idempotency')
    .select(['requestSha256', 'status', 'body'])
    .where('orgId', '=', call.orgId)
    .where('actorId', '=', call.actor.id ?? call.orgId)
    .where('key', '=', key)
    .executeTakeFirst();
  if (!row) return null;
  if (row.requestSha256 !== hash) {
    throw new Problem('idempotency_key_reused', {
      detail: 'This Idempotency-Key was used for another request.',
    });
  }
  return { status: row.status ?? 200, body: row.body ?? '' };
}

/** Keeps the answer beside the work it answers for; both commit together. */
export async function storeAnswer(call: Call, key: string, answer: StoredAnswer): Promise<void> {
  await call.database
    .updateTable('idempotency')
    .set({ status: answer.status, body: answer.body })
    .where('orgId', '=', call.orgId)
    .where('actorId', '=', call.actor.id ?? call.orgId)
    .where('key', '=', key)
    .execute();
}
