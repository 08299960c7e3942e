import type { Call } from '#platform/access/call.ts';
import { may } from '#platform/access/can.ts';
import { nodesOf } from '#records/scope.ts';
import type { NewApiKey } from './operations/create-api-key.ts';
import type { NewInvitation } from './operations/invite-member.ts';
import type { ApiKeyRow } from './queries-api-keys.ts';
import type { InvitationRow } from './queries-invitations.ts';
import { listAssignments, type MemberRow } from './queries-members.ts';
import type { Role } from './queries-roles.ts';

export function presentRole({ builtIn, ...role }: Role) {
  return { ...role, builtIn: builtIn !== null, key: builtIn };
}

/** Colleagues see who is there; roles are for whoever manages members there, and for oneself. */
export async function presentMembers(call: Call, rows: readonly MemberRow[]) {
  const nodes = await nodesOf(call);
  const manages = (row: MemberRow) => {
    const scopePath = nodes.get(row.homeNodeId)?.path ?? '';
    return may(call, 'settings.members.manage', { scopePath, ownerId: null });
  };
  const shown = rows.filter((row) => row.id === call.actor.memberId || manages(row));
  const assignments = await listAssignments(
    call,
    shown.map(({ id }) => id),
  );
  return rows.map((row) => {
    const { id, name, email, status, homeNodeId, locale, version, createdAt, updatedAt } = row;
    const common = { id, name, email, status, homeNodeId, locale, version, createdAt, updatedAt };
    if (!shown.includes(row)) return common;
    const roles = assignments.filter(({ memberId }) => memberId === id);
    return {
      ...common,
      assignments: roles.map(({ roleId, roleName, nodeId }) => ({ roleId, roleName, nodeId })),
      abilities: { edit: manages(row) },
    };
  });
}

export async function presentMember(call: Call, row: MemberRow) {
  const [member] = await presentMembers(call, [row]);
  return member;
}

export function presentInvitation(call: Call, row: InvitationRow) {
  const { path: _, ...invitation } = row;
  return { ...invitation, status: invitationStatus(call, row) };
}

function invitationStatus(call: Call, row: InvitationRow): 'accepted' | 'revoked' | 'expired' | 'open' {
  if (row.acceptedAt !== null) return 'accepted';
  if (row.revokedAt !== null) return 'revoked';
  return Date.parse(row.expiresAt) <= call.now.getTime() ? 'expired' : 'open';
}

export function presentNewInvitation(call: Call, { url, ...row }: NewInvitation) {
  return { ...presentInvitation(call, row), url };
}

export function presentApiKey({ path: _, ...row }: ApiKeyRow) {
  return row;
}

export function presentNewApiKey({ key, ...row }: NewApiKey) {
  return { ...presentApiKey(row), key };
}
