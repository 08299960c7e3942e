import type { Grant } from '#domain/capabilities.ts';
import { Problem } from '#domain/problems.ts';
import { isWithin, rootPath } from '#domain/scope.ts';
import type { Call } from '#platform/access/call.ts';

function mayGrant(call: Call, { capability, reach }: Grant, path: string): boolean {
  return (call.grants.get(capability) ?? []).some(
    (held) => isWithin(path, held.path) && (held.reach === 'all' || reach === 'own'),
  );
}

/**
 * Refuses to give away, or take away, what the actor does not hold at the node of this path or above it: nobody becomes
 * more than the one who makes them so, and nobody is put out by one who is less.
 */
export function requireMayGrant(call: Call, grants: readonly Grant[], path: string): void {
  const missing = grants.find((grant) => !mayGrant(call, grant, path));
  if (!missing) return;
  throw new Problem('forbidden', {
    detail: `Only who holds ${missing.capability} there can grant it or take it away.`,
    capability: missing.capability,
  });
}

/**
 * Refuses a change after which nobody administers the whole company. To be asked after the change, in the transaction
 * that holds the lock of `lockAccess`, so that two administrators cannot put each other out at once.
 */
export async function requireAdministratorLeft(call: Call): Promise<void> {
  const left = await call.database
    .selectFrom('roleAssignment as assignment')
    .innerJoin('role', (join) =>
      join.onRef('role.orgId', '=', 'assignment.orgId').onRef('role.id', '=', 'assignment.roleId'),
    )
    .innerJoin('node', (join) =>
      join.onRef('node.orgId', '=', 'assignment.orgId').onRef('node.id', '=', 'assignment.nodeId'),
    )
    .innerJoin('member', (join) =>
      join.onRef('member.orgId', '=', 'assignment.orgId').onRef('member.id', '=', 'assignment.memberId'),
    )
    .select('assignment.id')
    .where('assignment.orgId', '=', call.orgId)
    .where('role.builtIn', '=', 'administrator')
    .where('node.path', '=', rootPath)
    .where('member.status', '=', 'active')
    .limit(1)
    .executeTakeFirst();
  if (left) return;
  throw new Problem('last_administrator', {
    detail: 'The company needs an active member who is administrator of all of it.',
  });
}

/** Makes changes of members, roles and keys of one company wait for one another. */
export async function lockAccess(call: Pick<Call, 'database' | 'orgId'>): Promise<void> {
  await call.database
    .selectFrom('organisation')
    .select('orgId')
    .where('orgId', '=', call.orgId)
    .forNoKeyUpdate()
    .execute();
}
