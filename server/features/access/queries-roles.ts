import { builtInRoles, type Grant, isCapability } from '#domain/capabilities.ts';
import { notFound } from '#domain/problems.ts';
import type { Call } from '#platform/access/call.ts';

const columns = ['id', 'name', 'builtIn', 'version', 'createdAt', 'updatedAt'] as const;

function rolesOf(call: Call) {
  return call.database
    .selectFrom('role')
    .select(columns)
    .where('orgId', '=', call.orgId)
    .where('archivedAt', 'is', null);
}

export type RoleRow = {
  id: string;
  name: string;
  builtIn: string | null;
  version: number;
  createdAt: string;
  updatedAt: string;
};
export type Role = RoleRow & { grants: Grant[] };

/** The roles that are not archived, the built-in ones first in their own order. */
export async function listRoles(call: Call): Promise<Role[]> {
  const rows = await rolesOf(call).orderBy('name').execute();
  const grants = await grantsOf(call, rows);
  const place = (role: RoleRow) => {
    const index = builtInRoles.findIndex(({ key }) => key === role.builtIn);
    return index === -1 ? builtInRoles.length : index;
  };
  return rows
    .map((row) => ({ ...row, grants: grants.get(row.id) ?? [] }))
    .sort((a, b) => place(a) - place(b));
}

export async function findRole(call: Call, id: string): Promise<Role | null> {
  const row = await rolesOf(call).where('id', '=', id).executeTakeFirst();
  if (!row) return null;
  return { ...row, grants: (await grantsOf(call, [row])).get(id) ?? [] };
}

export async function getRole(call: Call, id: string): Promise<Role> {
  const role = await findRole(call, id);
  if (!role) throw notFound('role');
  return role;
}

/** As `getRole`, and holds the row until the end of the transaction. */
export async function lockRole(call: Call, id: string): Promise<Role> {
  const row = await rolesOf(call).where('id', '=', id).forNoKeyUpdate().executeTakeFirst();
  if (!row) throw notFound('role');
  return { ...row, grants: (await grantsOf(call, [row])).get(id) ?? [] };
}

/** The role of this name that is not archived, whatever its capitals. */
export function findRoleByName(call: Call, name: string): Promise<{ id: string } | undefined> {
  return call.database
    .selectFrom('role')
    .select('id')
    .where('orgId', '=', call.orgId)
    .where('archivedAt', 'is', null)
    .where((where) => where.eb(where.fn('lower', ['name']), '=', name.toLowerCase()))
    .executeTakeFirst();
}

async function grantsOf(call: Call, roles: readonly RoleRow[]): Promise<Map<string, Grant[]>> {
  const grants = new Map<string, Grant[]>();
  for (const { id, builtIn } of roles) {
    grants.set(id, [...(builtInRoles.find(({ key }) => key === builtIn)?.grants ?? [])]);
  }
  const customIds = roles.filter(({ builtIn }) => builtIn === null).map(({ id }) => id);
  if (customIds.length === 0) return grants;
  const rows = await call.database
    .selectFrom('roleGrant')
    .select(['roleId', 'capability', 'reach'])
    .where('orgId', '=', call.orgId)
    .where('roleId', 'in', customIds)
    .orderBy('capability')
    .execute();
  for (const { roleId, capability, reach } of rows) {
    if (isCapability(capability)) grants.get(roleId)?.push({ capability, reach });
  }
  return grants;
}

/** What would lose its meaning with the role. */
export async function countRoleUses(
  call: Call,
  id: string,
): Promise<{ assignments: number; apiKeys: number; invitations: number }> {
  const count = async (
    table: 'roleAssignment' | 'apiKey' | 'invitation',
    open: readonly ('revokedAt' | 'acceptedAt')[],
  ) => {
    let query = call.database
      .selectFrom(table)
      .select((column) => column.fn.countAll().as('uses'))
      .where(`${table}.orgId`, '=', call.orgId)
      .where(`${table}.roleId`, '=', id);
    for (const column of open) query = query.where(column as never, 'is', null);
    return Number((await query.executeTakeFirst())?.uses ?? 0);
  };
  return {
    assignments: await count('roleAssignment', []),
    apiKeys: await count('apiKey', ['revokedAt']),
    invitations: await count('invitation', ['acceptedAt', 'revokedAt']),
  };
}
