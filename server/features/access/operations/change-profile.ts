import type { ProfilePatch } from '#domain/members.ts';
import { Problem } from '#domain/problems.ts';
import { bumpAccessVersion } from '#platform/access/bump-access-version.ts';
import { audit, type Call, instant } from '#platform/access/call.ts';
import { lockAccess } from '../access.ts';
import { lockMember } from '../queries-members.ts';

/** What members change about themselves. An API key is nobody's self. */
export async function changeProfile(call: Call, patch: ProfilePatch): Promise<void> {
  const { actor } = call;
  if (actor.kind !== 'member' || actor.memberId === null) {
    throw new Problem('forbidden', { detail: 'Only a signed-in member can change their own profile.' });
  }
  await lockAccess(call);
  const member = await lockMember(call, actor.memberId);
  await call.database
    .updateTable('member')
    .set({ ...patch, version: member.version + 1, updatedAt: instant(call) })
    .where('orgId', '=', call.orgId)
    .where('id', '=', member.id)
    .execute();
  await bumpAccessVersion(call);
  const { name, locale, timeZone, colourScheme } = member;
  const before = { name, locale, timeZone, colourScheme };
  audit(call, {
    action: 'member.profile_changed',
    recordKind: 'member',
    recordId: member.id,
    before,
    after: { ...before, ...patch },
  });
}
