import { fieldProblem } from '#domain/field-errors.ts';
import type { MemberRolesBody } from '#domain/members.ts';
import { type FieldProblem, invalidFields } from '#domain/problems.ts';
import { bumpAccessVersion } from '#platform/access/bump-access-version.ts';
import { audit, type Call, instant } from '#platform/access/call.ts';
import { requireAt } from '#platform/access/can.ts';
import { newId } from '#platform/database/id.ts';
import { requireVersion } from '#records/read-record.ts';
import { canUse, nodesOf } from '#records/scope.ts';
import { lockAccess, requireAdministratorLeft, requireMayGrant } from '../access.ts';
import {
  type AssignmentRow,
  getMember,
  listAssignments,
  lockMember,
  type MemberRow,
} from '../queries-members.ts';
import { findRole, getRole } from '../queries-roles.ts';

type Wanted = { roleId: string; nodeId: string; path: string };

/**
 * Gives a member exactly these roles at these nodes. Whoever does it manages members at each node where something
 * changes, and holds there all that is given or taken away.
 */
export async function assignRoles(
  call: Call,
  memberId: string,
  { assignments }: MemberRolesBody,
  ifMatch: number | null,
): Promise<MemberRow> {
  await lockAccess(call);
  const member = await lockMember(call, memberId);
  requireVersion(member, ifMatch);
  const held = await listAssignments(call, [memberId]);
  const wanted = await checked(call, assignments, held);
  const added = wanted.filter((one) => !held.some((other) => same(one, other)));
  const removed = held.filter((one) => !wanted.some((other) => same(one, other)));
  if (added.length + removed.length === 0) return member;
  for (const { roleId, path } of [...added, ...removed]) {
    requireAt(call, 'settings.members.manage', path);
    requireMayGrant(call, (await getRole(call, roleId)).grants, path);
  }
  await write(call, memberId, added, removed);
  await requireAdministratorLeft(call);
  await bumpAccessVersion(call);
  audit(call, {
    action: 'member.roles_changed',
    recordKind: 'member',
    recordId: memberId,
    before: { assignments: held.map(facts) },
    after: { assignments: wanted.map(facts) },
  });
  return getMember(call, memberId);
}

function same(a: { roleId: string; nodeId: string }, b: { roleId: string; nodeId: string }): boolean {
  return a.roleId === b.roleId && a.nodeId === b.nodeId;
}

function facts({ roleId, nodeId }: Wanted | AssignmentRow) {
  return { roleId, nodeId };
}

/** What a member holds already may stay, even at a node that was archived since. */
async function checked(
  call: Call,
  given: MemberRolesBody['assignments'],
  held: readonly AssignmentRow[],
): Promise<Wanted[]> {
  const nodes = await nodesOf(call);
  const errors: FieldProblem[] = [];
  const wanted: Wanted[] = [];
  for (const [index, { roleId, nodeId }] of given.entries()) {
    const path = `assignments.${index}`;
    const node = nodes.get(nodeId);
    const keeps = held.some((one) => same(one, { roleId, nodeId }));
    if (!node || !(keeps || canUse(call, node.path)))
      errors.push(fieldProblem(`${path}.nodeId`, 'not_found'));
    else if (node.archivedAt !== null && !keeps) errors.push(fieldProblem(`${path}.nodeId`, 'inactive'));
    else if (!(await findRole(call, roleId))) errors.push(fieldProblem(`${path}.roleId`, 'not_found'));
    else wanted.push({ roleId, nodeId, path: node.path });
  }
  if (errors.length > 0) throw invalidFields(errors);
  return wanted;
}

async function write(
  call: Call,
  memberId: string,
  added: readonly Wanted[],
  removed: readonly AssignmentRow[],
): Promise<void> {
  const { database, orgId } = call;
  if (removed.length > 0) {
    await database
      .deleteFrom('roleAssignment')
      .where('orgId', '=', orgId)
      .where(
        'id',
        'in',
        removed.map(({ id }) => id),
      )
      .execute();
  }
  if (added.length > 0) {
    await database
      .insertInto('roleAssignment')
      .values(
        added.map(({ roleId, nodeId }) => ({
          orgId,
          id: newId(),
          memberId,
          roleId,
          nodeId,
          createdAt: instant(call),
        })),
      )
      .execute();
  }
  await database
    .updateTable('member')
    .set((column) => ({ version: column('version', '+', 1), updatedAt: instant(call) }))
    .where('orgId', '=', orgId)
    .where('id', '=', memberId)
    .execute();
}
