import { fieldProblem } from '#domain/field-errors.ts';
import type { RoleCreate } from '#domain/members.ts';
import { Problem } from '#domain/problems.ts';
import { rootPath } from '#domain/scope.ts';
import { audit, type Call, instant } from '#platform/access/call.ts';
import { requireAt } from '#platform/access/can.ts';
import { newId } from '#platform/database/id.ts';
import { requireMayGrant } from '../access.ts';
import { findRoleByName, getRole, type Role } from '../queries-roles.ts';

/** A role holds in the whole company, so it takes the right, and every capability that it grants, at the root. */
export async function createRole(call: Call, { name, grants }: RoleCreate): Promise<Role> {
  requireAt(call, 'settings.roles.manage', rootPath);
  requireMayGrant(call, grants, rootPath);
  await requireFreeName(call, name);
  const id = newId();
  const times = { createdAt: instant(call), updatedAt: instant(call) };
  await call.database
    .insertInto('role')
    .values({ orgId: call.orgId, id, name, ...times })
    .execute();
  if (grants.length > 0) {
    await call.database
      .insertInto('roleGrant')
      .values(grants.map((grant) => ({ orgId: call.orgId, roleId: id, ...grant })))
      .execute();
  }
  audit(call, { action: 'role.created', recordKind: 'role', recordId: id, after: { name, grants } });
  return getRole(call, id);
}

/** Two roles of one name could not be told apart in a list. */
export async function requireFreeName(call: Call, name: string, exceptId?: string): Promise<void> {
  const taken = await findRoleByName(call, name);
  if (!taken || taken.id === exceptId) return;
  throw new Problem('already_exists', {
    detail: 'Another role has this name.',
    errors: [fieldProblem('name', 'already_exists')],
  });
}
