import { notificationTypeNames } from '#domain/notifications.ts';
import { listAssignments, listMembers } from '#features/access/queries-members.ts';
import { chooseNotifications } from '#features/notifications/operations/choose-notifications.ts';
import { choicesOf } from '#features/notifications/queries.ts';
import type { Call } from '#platform/access/call.ts';

export type Member = { id: string; name: string };

const dayMs = 86_400_000;

/** The same transaction, some days ago, as one of the members: so that histories have a past and a person in them. */
export function daysAgo(call: Call, days: number, { id, name }: Member): Call {
  return {
    ...call,
    now: new Date(call.now.getTime() - Math.round(days * dayMs)),
    actor: { kind: 'member', id, name, memberId: id },
  };
}

/** The administrator who will look around: part of the work is theirs. */
export async function findViewer(call: Call): Promise<Member> {
  const members = await listMembers(call, { status: 'active', limit: 200 });
  const held = await listAssignments(
    call,
    members.map(({ id }) => id),
  );
  const administrators = members
    .filter(({ id }) => held.some((one) => one.memberId === id && one.builtIn === 'administrator'))
    .sort((a, b) => (a.createdAt < b.createdAt ? -1 : 1));
  const [viewer] = administrators.length > 0 ? administrators : members;
  if (!viewer) throw new Error('The company has no active member.');
  return { id: viewer.id, name: viewer.name };
}

/** From now on nothing is mailed to this member, who has no mailbox. */
export async function neverMail(call: Call, member: Member): Promise<void> {
  const items = notificationTypeNames.map((type) => ({ type, inApp: true, email: false }));
  await chooseNotifications(daysAgo(call, 0, member), { items });
}

/** What is told to a member meanwhile is told in the app alone; what they chose themselves holds again afterwards. */
export async function inAppOnly(call: Call, member: Member, work: () => Promise<void>): Promise<void> {
  const own = await choicesOf(call, member.id);
  await neverMail(call, member);
  await work();
  const items = notificationTypeNames.map((type) => ({ type, ...own[type] }));
  await chooseNotifications(daysAgo(call, 0, member), { items });
}
