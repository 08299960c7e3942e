import { sql } from 'kysely';
import type { Pool } from '../database/database.ts';
import { inTransaction, type Wall } from '../database/transaction.ts';

/** Which mail: one of a company, or one from before sign-in. */
export type MailRef = { orgId: string | null; mailId: string };

export type ClaimedMail = {
  recipient: string;
  subject: string;
  bodyText: string;
  bodyHtml: string | null;
  createdAt: string;
  claimedUntil: string;
};

export type ClaimResult = { claimed: ClaimedMail } | { claimed: null; status: 'absent' | 'done' | 'sending' };

function wallFor({ orgId }: MailRef): Wall {
  return orgId === null ? { mode: 'sign-in' } : { mode: 'organisation', orgId };
}

const tableOf = ({ orgId }: MailRef) => sql.table(orgId === null ? 'auth_mail' : 'mail');
const rowOf = ({ orgId, mailId }: MailRef) =>
  orgId === null ? sql`id = ${mailId}` : sql`org_id = ${orgId} and id = ${mailId}`;

/**
 * Takes a mail to send it, until `leaseMs` from now: nobody else takes it meanwhile. A mail whose claim ran out may be
 * taken again, because whoever claimed it died; so may one that failed, because only a person asks for that.
 */
export function claimMail(
  pool: Pool,
  ref: MailRef,
  { now, leaseMs }: { now: Date; leaseMs: number },
): Promise<ClaimResult> {
  const until = new Date(now.getTime() + leaseMs).toISOString();
  return inTransaction(pool, wallFor(ref), { access: 'write' }, async (database) => {
    const { rows } = await sql<ClaimedMail>`
      update ${tableOf(ref)} set status = 'sending', attempts = attempts + 1, claimed_until = ${until}
      where ${rowOf(ref)}
        and (status in ('queued', 'failed') or (status = 'sending' and claimed_until <= ${now.toISOString()}))
      returning recipient, subject, body_text, body_html, created_at, claimed_until`.execute(database);
    if (rows[0]) return { claimed: rows[0] };
    const found = await sql<{ status: string }>`
      select status from ${tableOf(ref)} where ${rowOf(ref)}`.execute(database);
    const status = found.rows[0]?.status;
    if (status === undefined) return { claimed: null, status: 'absent' };
    return { claimed: null, status: status === 'sending' ? 'sending' : 'done' };
  });
}

export type MailEnd =
  | { status: 'sent' | 'simulated'; at: Date }
  | { status: 'queued' | 'failed'; error: string };

/** Writes down how the sending ended. False when the claim ran out before, and the mail is in other hands. */
export function settleMail(pool: Pool, ref: MailRef, claimedUntil: string, end: MailEnd): Promise<boolean> {
  const sentAt = 'at' in end ? end.at.toISOString() : null;
  const error = 'error' in end ? end.error : null;
  return inTransaction(pool, wallFor(ref), { access: 'write' }, async (database) => {
    const { numAffectedRows } = await sql`
      update ${tableOf(ref)}
      set status = ${end.status}, sent_at = ${sentAt}, last_error = ${error}, claimed_until = null
      where ${rowOf(ref)} and status = 'sending' and claimed_until = ${claimedUntil}`.execute(database);
    return numAffectedRows === 1n;
  });
}
