import { Problem } from '#domain/problems.ts';
import { rootPath } from '#domain/scope.ts';
import { audit, type Call, instant } from '#platform/access/call.ts';
import { requireAt } from '#platform/access/can.ts';
import { requireVersion } from '#records/read-record.ts';
import { lockAccess, requireMayGrant } from '../access.ts';
import { countRoleUses, lockRole } from '../queries-roles.ts';
import { requireCustom } from './change-role.ts';

/** Archives a custom role that nobody holds: old entries of the audit log still name it. */
export async function removeRole(call: Call, id: string, ifMatch: number | null): Promise<void> {
  requireAt(call, 'settings.roles.manage', rootPath);
  await lockAccess(call);
  const role = await lockRole(call, id);
  requireVersion(role, ifMatch);
  requireCustom(role);
  requireMayGrant(call, role.grants, rootPath);
  const uses = await countRoleUses(call, id);
  if (uses.assignments + uses.apiKeys + uses.invitations > 0) {
    throw new Problem('has_dependents', {
      detail: 'Members, API keys or invitations still have this role.',
      ...uses,
    });
  }
  await call.database
    .updateTable('role')
    .set({ archivedAt: instant(call), updatedAt: instant(call), version: role.version + 1 })
    .where('orgId', '=', call.orgId)
    .where('id', '=', id)
    .execute();
  audit(call, {
    action: 'role.removed',
    recordKind: 'role',
    recordId: id,
    before: { name: role.name, grants: role.grants },
  });
}
