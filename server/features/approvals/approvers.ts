import { sql } from 'kysely';
import type { Call } from '#platform/access/call.ts';
import { may } from '#platform/access/can.ts';
import { memberIn } from '#platform/access/principal.ts';
import type { RecordRow } from '#records/kind.ts';

const mostAsked = 50;

/** Whether somebody with these roles may speak for a rule: one that names no roles leaves it to everybody with the right. */
export function speaksFor(named: readonly string[], held: ReadonlySet<string>): boolean {
  return named.length === 0 || named.some((id) => held.has(id));
}

/**
 * The active members who may approve a document under at least one of the rules, whose roles are given rule by rule; at
 * most fifty, the longest-serving first.
 */
export async function findApprovers(
  call: Call,
  row: RecordRow,
  named: readonly (readonly string[])[],
): Promise<string[]> {
  const anybody = named.some((roleIds) => roleIds.length === 0);
  const roleIds = [...new Set(named.flat())];
  let query = call.database
    .selectFrom('roleAssignment as assignment')
    .innerJoin('node', (join) =>
      join.onRef('node.orgId', '=', 'assignment.orgId').onRef('node.id', '=', 'assignment.nodeId'),
    )
    .innerJoin('role', (join) =>
      join.onRef('role.orgId', '=', 'assignment.orgId').onRef('role.id', '=', 'assignment.roleId'),
    )
    .leftJoin('roleGrant as granted', (join) =>
      join
        .onRef('granted.orgId', '=', 'role.orgId')
        .onRef('granted.roleId', '=', 'role.id')
        .on('granted.capability', '=', 'crm.quotes.approve'),
    )
    .select('assignment.memberId')
    .distinct()
    .where('assignment.orgId', '=', call.orgId)
    .where(sql<boolean>`starts_with(${row.scopePath}, node.path)`)
    .where((where) =>
      where.or([
        where('role.builtIn', 'in', ['administrator', 'sales_manager']),
        where('granted.capability', 'is not', null),
        ...(roleIds.length > 0 ? [where('role.id', 'in', roleIds)] : []),
      ]),
    );
  if (!anybody && roleIds.length > 0) {
    query = query.where((where) =>
      where.exists(
        where
          .selectFrom('roleAssignment as holding')
          .select('holding.id')
          .whereRef('holding.orgId', '=', 'assignment.orgId')
          .whereRef('holding.memberId', '=', 'assignment.memberId')
          .where('holding.roleId', 'in', roleIds),
      ),
    );
  }
  const candidates = await query.orderBy('assignment.memberId').limit(mostAsked).execute();
  const found: string[] = [];
  for (const { memberId } of candidates) {
    const principal = await memberIn(call.database, call.orgId, memberId);
    if (principal && may(principal, 'crm.quotes.approve', row)) found.push(memberId);
  }
  return found;
}
