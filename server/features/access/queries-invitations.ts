import { notFound } from '#domain/problems.ts';
import type { Call } from '#platform/access/call.ts';
import type { Transaction } from '#platform/database/database.ts';

export type InvitationRow = {
  id: string;
  email: string;
  name: string | null;
  roleId: string;
  nodeId: string;
  path: string;
  expiresAt: string;
  acceptedAt: string | null;
  revokedAt: string | null;
  createdAt: string;
  createdBy: string | null;
};

function invitationsOf(call: Call) {
  return call.database
    .selectFrom('invitation')
    .innerJoin('node', (join) =>
      join.onRef('node.orgId', '=', 'invitation.orgId').onRef('node.id', '=', 'invitation.nodeId'),
    )
    .select([
      'invitation.id',
      'invitation.email',
      'invitation.name',
      'invitation.roleId',
      'invitation.nodeId',
      'node.path',
      'invitation.expiresAt',
      'invitation.acceptedAt',
      'invitation.revokedAt',
      'invitation.createdAt',
      'invitation.createdBy',
    ])
    .where('invitation.orgId', '=', call.orgId);
}

const mostListed = 500;

/** The latest invitations, whatever became of them. */
export function listInvitations(call: Call): Promise<InvitationRow[]> {
  return invitationsOf(call).orderBy('invitation.id', 'desc').limit(mostListed).execute();
}

/** Holds the row until the end of the transaction. */
export async function lockInvitation(call: Call, id: string): Promise<InvitationRow> {
  const row = await invitationsOf(call)
    .where('invitation.id', '=', id)
    .forNoKeyUpdate('invitation')
    .executeTakeFirst();
  if (!row) throw notFound('invitation');
  return row;
}

/** The invitation of this address that was neither accepted nor revoked; it may have expired. */
export function findOpenInvitation(call: Call, email: string): Promise<InvitationRow | undefined> {
  return invitationsOf(call)
    .where('invitation.email', '=', email.toLowerCase())
    .where('invitation.acceptedAt', 'is', null)
    .where('invitation.revokedAt', 'is', null)
    .forNoKeyUpdate('invitation')
    .executeTakeFirst();
}

export type OfferedInvitation = {
  id: string;
  email: string;
  name: string | null;
  roleId: string;
  nodeId: string;
  path: string;
  expiresAt: string;
  acceptedAt: string | null;
  revokedAt: string | null;
  /** Whether its role and node are still in use. */
  stands: boolean;
  organisationName: string;
  locale: 'en' | 'ar';
};

/**
 * The invitation that a token names, with the company that offers it; nobody is signed in. `database` is behind the wall
 * of the company that the token names. Undefined when the token's secret is not the row's.
 */
export async function findOffered(
  database: Transaction,
  token: { orgId: string; id: string; secretSha256: string },
  options: { lock: boolean },
): Promise<OfferedInvitation | undefined> {
  let query = database
    .selectFrom('invitation')
    .innerJoin('organisation', 'organisation.orgId', 'invitation.orgId')
    .innerJoin('role', (join) =>
      join.onRef('role.orgId', '=', 'invitation.orgId').onRef('role.id', '=', 'invitation.roleId'),
    )
    .innerJoin('node', (join) =>
      join.onRef('node.orgId', '=', 'invitation.orgId').onRef('node.id', '=', 'invitation.nodeId'),
    )
    .select([
      'invitation.id',
      'invitation.email',
      'invitation.name',
      'invitation.roleId',
      'invitation.nodeId',
      'node.path',
      'invitation.expiresAt',
      'invitation.acceptedAt',
      'invitation.revokedAt',
      'organisation.name as organisationName',
      'organisation.locale',
      'role.archivedAt as roleArchivedAt',
      'node.archivedAt as nodeArchivedAt',
    ])
    .where('invitation.orgId', '=', token.orgId)
    .where('invitation.id', '=', token.id)
    .where('invitation.tokenSha256', '=', token.secretSha256);
  if (options.lock) query = query.forNoKeyUpdate('invitation');
  const row = await query.executeTakeFirst();
  if (!row) return undefined;
  const { roleArchivedAt, nodeArchivedAt, ...rest } = row;
  return { ...rest, stands: roleArchivedAt === null && nodeArchivedAt === null };
}
