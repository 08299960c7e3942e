import { fieldProblem } from '#domain/field-errors.ts';
import type { MemberDeactivateBody } from '#domain/members.ts';
import { illegalTransition, invalidFields } from '#domain/problems.ts';
import { bumpAccessVersion } from '#platform/access/bump-access-version.ts';
import { announce, audit, type Call, instant } from '#platform/access/call.ts';
import { requireAt } from '#platform/access/can.ts';
import { wallOf } from '#platform/access/run.ts';
import { changeWall } from '#platform/database/transaction.ts';
import { endSessionsOf } from '#platform/sign-in/people.ts';
import { requireVersion } from '#records/read-record.ts';
import { lockAccess, requireAdministratorLeft, requireMayGrant } from '../access.ts';
import type { MemberDeactivated } from '../events.ts';
import { findMember, getMember, listAssignments, lockMember, type MemberRow } from '../queries-members.ts';
import { getRole } from '../queries-roles.ts';
import { homePath } from './change-member.ts';

/**
 * Keeps a member from signing in, from this moment on; sessions and API keys stop too. Their records stay theirs unless
 * somebody is named to take them over: the features that own the records do that when they hear `member.deactivated`.
 */
export async function deactivateMember(
  call: Call,
  id: string,
  { reassignToId }: MemberDeactivateBody,
  ifMatch: number | null,
): Promise<MemberRow> {
  await lockAccess(call);
  const member = await lockMember(call, id);
  requireVersion(member, ifMatch);
  await requireAuthorityOver(call, member);
  if (member.status === 'deactivated') throw illegalTransition('deactivated', 'deactivated', ['active']);
  if (reassignToId) await requireSuccessor(call, id, reassignToId);
  await setStatus(call, member, 'deactivated');
  await requireAdministratorLeft(call);
  await changeWall(call.database, { mode: 'sign-in' });
  await endSessionsOf(call.database, { orgId: call.orgId, memberId: id });
  await changeWall(call.database, wallOf(call));
  const payload: MemberDeactivated = { memberId: id, reassignToId: reassignToId ?? null };
  audit(call, {
    action: 'member.deactivated',
    recordKind: 'member',
    recordId: id,
    before: { status: 'active' },
    after: { status: 'deactivated', reassignToId: payload.reassignToId },
  });
  announce(call, { type: 'member.deactivated', payload });
  return getMember(call, id);
}

/** Whoever puts a member out, or lets them in again, holds all that the member holds. */
export async function requireAuthorityOver(call: Call, member: MemberRow): Promise<void> {
  requireAt(call, 'settings.members.manage', await homePath(call, member));
  for (const { roleId, path } of await listAssignments(call, [member.id])) {
    requireMayGrant(call, (await getRole(call, roleId)).grants, path);
  }
}

export async function setStatus(
  call: Call,
  member: MemberRow,
  status: 'active' | 'deactivated',
): Promise<void> {
  await call.database
    .updateTable('member')
    .set({ status, version: member.version + 1, updatedAt: instant(call) })
    .where('orgId', '=', call.orgId)
    .where('id', '=', member.id)
    .execute();
  await bumpAccessVersion(call);
}

async function requireSuccessor(call: Call, id: string, successorId: string): Promise<void> {
  const successor = await findMember(call, successorId);
  if (!successor) throw invalidFields([fieldProblem('reassignToId', 'not_found')]);
  if (successorId === id || successor.status !== 'active') {
    throw invalidFields([fieldProblem('reassignToId', 'inactive')]);
  }
}
