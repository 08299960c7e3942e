import { notFound, Problem } from '#domain/problems.ts';
import { readToken, type Token } from '#platform/access/token.ts';
import type { Pool, Transaction } from '#platform/database/database.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import type { PublicContext } from '#platform/http/endpoint.ts';
import { linkExpired } from '#platform/sign-in/refusals.ts';
import { findOffered, type OfferedInvitation } from '../queries-invitations.ts';

/** What somebody sees who opens the link of an invitation. */
export function readInvitation({ services }: PublicContext, text: string): Promise<OfferedInvitation> {
  const token = tokenOf(text);
  const now = services.clock.now();
  return inTransactionOf(services.pool, token, 'read', (database) =>
    getOffered(database, token, { now, lock: false }),
  );
}

export function tokenOf(text: string): Token {
  const token = readToken(text);
  if (!token) throw notFound('invitation');
  return token;
}

export function inTransactionOf<T>(
  pool: Pool,
  { orgId }: Token,
  access: 'read' | 'write',
  run: (database: Transaction) => Promise<T>,
): Promise<T> {
  return inTransaction(pool, { mode: 'organisation', orgId }, { access }, run);
}

/** The invitation of a token while it can be accepted; otherwise says why not. */
export async function getOffered(
  database: Transaction,
  token: Token,
  { now, lock }: { now: Date; lock: boolean },
): Promise<OfferedInvitation> {
  const invitation = await findOffered(database, token, { lock });
  if (!invitation) throw notFound('invitation');
  if (invitation.acceptedAt !== null) {
    throw new Problem('invitation_used', { detail: 'The invitation was accepted already; sign in.' });
  }
  const isOver = Date.parse(invitation.expiresAt) <= now.getTime();
  if (isOver || invitation.revokedAt !== null || !invitation.stands) throw linkExpired('invitation');
  return invitation;
}
