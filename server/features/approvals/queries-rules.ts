import type { ApprovalCondition } from '#domain/approvals.ts';
import { notFound } from '#domain/problems.ts';
import { ancestorPaths } from '#domain/scope.ts';
import type { Call } from '#platform/access/call.ts';
import { withoutPadding } from '#records/columns.ts';

export type ApprovalRule = {
  id: string;
  name: string;
  condition: ApprovalCondition;
  limit: string | null;
  currency: string | null;
  unknownCounts: boolean;
  nodeId: string | null;
  approverRoleIds: string[];
  active: boolean;
  sortOrder: number;
  version: number;
  createdAt: string;
  updatedAt: string;
};

function ruleRows(call: Call) {
  return call.database
    .selectFrom('approvalRule')
    .selectAll('approvalRule')
    .where('approvalRule.orgId', '=', call.orgId)
    .orderBy('sortOrder')
    .orderBy('approvalRule.id');
}

type Row = Awaited<ReturnType<ReturnType<typeof ruleRows>['execute']>>[number];

async function withRoles(call: Call, rows: readonly Row[]): Promise<ApprovalRule[]> {
  if (rows.length === 0) return [];
  const roles = await call.database
    .selectFrom('approvalRuleRole')
    .select(['ruleId', 'roleId'])
    .where('orgId', '=', call.orgId)
    .where(
      'ruleId',
      'in',
      rows.map(({ id }) => id),
    )
    .orderBy('roleId')
    .execute();
  const byRule = Map.groupBy(roles, ({ ruleId }) => ruleId);
  return rows.map(({ orgId: _, limitValue, ...row }) => ({
    ...row,
    condition: row.condition as ApprovalCondition,
    limit: limitValue === null ? null : withoutPadding(limitValue),
    approverRoleIds: (byRule.get(row.id) ?? []).map(({ roleId }) => roleId),
  }));
}

/** Every rule of the company in its order, also those out of use. */
export async function listApprovalRules(call: Call): Promise<ApprovalRule[]> {
  return withRoles(call, await ruleRows(call).execute());
}

export async function getApprovalRule(call: Call, id: string): Promise<ApprovalRule> {
  const [rule] = await withRoles(call, await ruleRows(call).where('approvalRule.id', '=', id).execute());
  if (!rule) throw notFound('approval rule');
  return rule;
}

/** The rules in use that hold for documents at a node: those of the company and those of the entity above it. */
export async function rulesAt(call: Call, scopePath: string): Promise<ApprovalRule[]> {
  const rows = await ruleRows(call)
    .leftJoin('node', (join) =>
      join.onRef('node.orgId', '=', 'approvalRule.orgId').onRef('node.id', '=', 'approvalRule.nodeId'),
    )
    .where('approvalRule.active', '=', true)
    .where((where) =>
      where.or([where('nodeId', 'is', null), where('node.path', 'in', ancestorPaths(scopePath))]),
    )
    .execute();
  return withRoles(call, rows);
}

/** Whether a document was ever held back by the rule: its history names it. */
export async function isRuleUsed(call: Call, id: string): Promise<boolean> {
  const row = await call.database
    .selectFrom('approvalReason')
    .select('id')
    .where('orgId', '=', call.orgId)
    .where('ruleId', '=', id)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}
