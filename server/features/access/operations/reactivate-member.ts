import { illegalTransition } from '#domain/problems.ts';
import { audit, type Call } from '#platform/access/call.ts';
import { requireVersion } from '#records/read-record.ts';
import { lockAccess } from '../access.ts';
import { getMember, lockMember, type MemberRow } from '../queries-members.ts';
import { requireAuthorityOver, setStatus } from './deactivate-member.ts';

/** Lets a deactivated member sign in again, with the roles that they had. */
export async function reactivateMember(call: Call, id: string, ifMatch: number | null): Promise<MemberRow> {
  await lockAccess(call);
  const member = await lockMember(call, id);
  requireVersion(member, ifMatch);
  await requireAuthorityOver(call, member);
  if (member.status === 'active') throw illegalTransition('active', 'active', ['deactivated']);
  await setStatus(call, member, 'active');
  audit(call, {
    action: 'member.reactivated',
    recordKind: 'member',
    recordId: id,
    before: { status: 'deactivated' },
    after: { status: 'active' },
  });
  return getMember(call, id);
}
