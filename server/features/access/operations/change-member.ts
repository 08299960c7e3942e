import { fieldProblem } from '#domain/field-errors.ts';
import type { MemberPatch } from '#domain/members.ts';
import { invalidFields } from '#domain/problems.ts';
import { bumpAccessVersion } from '#platform/access/bump-access-version.ts';
import { audit, type Call, instant } from '#platform/access/call.ts';
import { requireAt } from '#platform/access/can.ts';
import { requireVersion } from '#records/read-record.ts';
import { canUse, type Node, nodesOf } from '#records/scope.ts';
import { lockAccess } from '../access.ts';
import { getMember, lockMember, type MemberRow } from '../queries-members.ts';

/** Changes what an administrator keeps of a member: name, home node, language. */
export async function changeMember(
  call: Call,
  id: string,
  patch: MemberPatch,
  ifMatch: number | null,
): Promise<MemberRow> {
  await lockAccess(call);
  const member = await lockMember(call, id);
  requireVersion(member, ifMatch);
  requireAt(call, 'settings.members.manage', await homePath(call, member));
  if (patch.homeNodeId !== undefined && patch.homeNodeId !== member.homeNodeId) {
    const { path } = await usableNode(call, 'homeNodeId', patch.homeNodeId);
    requireAt(call, 'settings.members.manage', path);
  }
  await call.database
    .updateTable('member')
    .set({ ...patch, version: member.version + 1, updatedAt: instant(call) })
    .where('orgId', '=', call.orgId)
    .where('id', '=', id)
    .execute();
  await bumpAccessVersion(call);
  const before = { name: member.name, homeNodeId: member.homeNodeId, locale: member.locale };
  audit(call, {
    action: 'member.updated',
    recordKind: 'member',
    recordId: id,
    before,
    after: { ...before, ...patch },
  });
  return getMember(call, id);
}

/** The path of the node that a member belongs to: who manages members there manages this one. */
export async function homePath(call: Call, member: MemberRow): Promise<string> {
  const node = (await nodesOf(call)).get(member.homeNodeId);
  if (!node) throw new Error('A member has a home that is no node.');
  return node.path;
}

/** The node that a field names, or a refusal of the field: also where it lies outside the actor's own nodes. */
export async function usableNode(call: Call, field: string, nodeId: string): Promise<Node> {
  const node = (await nodesOf(call)).get(nodeId);
  if (!node || !canUse(call, node.path)) throw invalidFields([fieldProblem(field, 'not_found')]);
  if (node.archivedAt !== null) throw invalidFields([fieldProblem(field, 'inactive')]);
  return node;
}
