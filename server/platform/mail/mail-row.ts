import { sql } from 'kysely';
import type { Pool } from '../database/database.ts';
import { inTransaction, type Wall } from '../database/transaction.ts';
import { type ClaimResult, claimRow, type End, type Outgoing, settleRow } from './claim.ts';

/** Which mail: one of a company, or one from before sign-in. */
export type MailRef = { orgId: string | null; mailId: string };

export type QueuedMail = {
  recipient: string;
  subject: string;
  bodyText: string;
  bodyHtml: string | null;
};

function wallFor({ orgId }: MailRef): Wall {
  return orgId === null ? { mode: 'sign-in' } : { mode: 'organisation', orgId };
}

const rowOf = ({ orgId, mailId }: MailRef): Outgoing =>
  orgId === null
    ? { table: 'auth_mail', row: sql`id = ${mailId}` }
    : { table: 'mail', row: sql`org_id = ${orgId} and id = ${mailId}` };

/** `claimRow` for a mail, in a transaction of its own. */
export function claimMail(
  pool: Pool,
  ref: MailRef,
  lease: { now: Date; leaseMs: number },
): Promise<ClaimResult<QueuedMail>> {
  return inTransaction(pool, wallFor(ref), { access: 'write' }, (database) =>
    claimRow<QueuedMail>(database, rowOf(ref), ['recipient', 'subject', 'body_text', 'body_html'], lease),
  );
}

/** `settleRow` for a mail, in a transaction of its own. */
export function settleMail(pool: Pool, ref: MailRef, claimedUntil: string, end: End): Promise<boolean> {
  return inTransaction(pool, wallFor(ref), { access: 'write' }, (database) =>
    settleRow(database, rowOf(ref), claimedUntil, end),
  );
}
