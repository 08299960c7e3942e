import { type RawBuilder, sql } from 'kysely';
import type { Transaction } from '../database/database.ts';

/** A row that waits to be sent, in a table with status, attempts, claimed_until, last_error and sent_at. */
export type Outgoing = { table: string; row: RawBuilder<unknown> };

export type Claimed = { createdAt: string; claimedUntil: string };

export type ClaimResult<Content> =
  | { claimed: Content & Claimed }
  | { claimed: null; status: 'absent' | 'sending' | 'simulated' | 'done' };

/**
 * Takes a row to send it, until `leaseMs` from now: nobody else takes it meanwhile. One whose claim ran out may be taken
 * again, because whoever claimed it died; so may one that failed, because only a person asks for that.
 */
export async function claimRow<Content>(
  database: Transaction,
  { table, row }: Outgoing,
  columns: readonly string[],
  { now, leaseMs }: { now: Date; leaseMs: number },
): Promise<ClaimResult<Content>> {
  const until = new Date(now.getTime() + leaseMs).toISOString();
  const wanted = sql.join([...columns, 'created_at', 'claimed_until'].map((column) => sql.ref(column)));
  const { rows } = await sql<Content & Claimed>`
    update ${sql.table(table)} set status = 'sending', attempts = attempts + 1, claimed_until = ${until}
    where ${row}
      and (status in ('queued', 'failed') or (status = 'sending' and claimed_until <= ${now.toISOString()}))
    returning ${wanted}`.execute(database);
  if (rows[0]) return { claimed: rows[0] };
  const found = await sql<{ status: string }>`
    select status from ${sql.table(table)} where ${row}`.execute(database);
  const status = found.rows[0]?.status;
  if (status === undefined) return { claimed: null, status: 'absent' };
  return { claimed: null, status: status === 'sending' || status === 'simulated' ? status : 'done' };
}

export type End =
  | { status: 'sent' | 'simulated'; at: Date; providerId?: string }
  | { status: 'queued' | 'failed' | 'suppressed'; error: string };

/** Writes down how the sending ended. False when the claim ran out before, and the row is in other hands. */
export async function settleRow(
  database: Transaction,
  { table, row }: Outgoing,
  claimedUntil: string,
  end: End,
): Promise<boolean> {
  const sentAt = 'at' in end ? end.at.toISOString() : null;
  const error = 'error' in end ? end.error : null;
  const named = 'providerId' in end && end.providerId ? sql`, provider_id = ${end.providerId}` : sql``;
  const { numAffectedRows } = await sql`
    update ${sql.table(table)}
    set status = ${end.status}, sent_at = ${sentAt}, last_error = ${error}, claimed_until = null${named}
    where ${row} and status = 'sending' and claimed_until = ${claimedUntil}`.execute(database);
  return numAffectedRows === 1n;
}
