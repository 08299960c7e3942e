import type { Grant } from '#domain/capabilities.ts';
import type { RolePatch } from '#domain/members.ts';
import { Problem } from '#domain/problems.ts';
import { rootPath } from '#domain/scope.ts';
import { bumpAccessVersion } from '#platform/access/bump-access-version.ts';
import { audit, type Call, instant } from '#platform/access/call.ts';
import { requireAt } from '#platform/access/can.ts';
import { requireVersion } from '#records/read-record.ts';
import { lockAccess, requireMayGrant } from '../access.ts';
import { getRole, lockRole, type Role } from '../queries-roles.ts';
import { requireFreeName } from './create-role.ts';

/** Changes the name or the grants of a custom role; whoever holds it may do more or less from their next request on. */
export async function changeRole(
  call: Call,
  id: string,
  { name, grants }: RolePatch,
  ifMatch: number | null,
): Promise<Role> {
  requireAt(call, 'settings.roles.manage', rootPath);
  await lockAccess(call);
  const role = await lockRole(call, id);
  requireVersion(role, ifMatch);
  requireCustom(role);
  if (name !== undefined && name !== role.name) await requireFreeName(call, name, id);
  if (grants) {
    requireMayGrant(call, difference(grants, role.grants), rootPath);
    requireMayGrant(call, difference(role.grants, grants), rootPath);
    await replaceGrants(call, id, grants);
  }
  await call.database
    .updateTable('role')
    .set({ name: name ?? role.name, version: role.version + 1, updatedAt: instant(call) })
    .where('orgId', '=', call.orgId)
    .where('id', '=', id)
    .execute();
  await bumpAccessVersion(call);
  audit(call, {
    action: 'role.updated',
    recordKind: 'role',
    recordId: id,
    before: { name: role.name, grants: role.grants },
    after: { name: name ?? role.name, grants: grants ?? role.grants },
  });
  return getRole(call, id);
}

export function requireCustom(role: Role): void {
  if (role.builtIn === null) return;
  throw new Problem('not_editable', { detail: 'A built-in role cannot be changed; make a copy of it.' });
}

function difference(these: readonly Grant[], those: readonly Grant[]): Grant[] {
  return these.filter(
    (one) => !those.some((other) => other.capability === one.capability && other.reach === one.reach),
  );
}

async function replaceGrants(call: Call, roleId: string, grants: readonly Grant[]): Promise<void> {
  const { database, orgId } = call;
  await database.deleteFrom('roleGrant').where('orgId', '=', orgId).where('roleId', '=', roleId).execute();
  if (grants.length === 0) return;
  await database
    .insertInto('roleGrant')
    .values(grants.map((grant) => ({ orgId, roleId, ...grant })))
    .execute();
}
