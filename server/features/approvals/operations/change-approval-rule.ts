import type { ApprovalRulePatch } from '#domain/approvals.ts';
import { lockOrganisation } from '#features/settings/queries-company.ts';
import { type Call, instant } from '#platform/access/call.ts';
import { canonicalJson } from '#platform/audit/chain.ts';
import { requireVersion } from '#records/read-record.ts';
import { type ApprovalRule, getApprovalRule, listApprovalRules } from '../queries-rules.ts';
import { leaveTraces, requireToManage } from '../traces.ts';
import { nameApprovers, requireRule } from './create-approval-rule.ts';

type Changed = Record<string, unknown>;

function changeOf(rule: ApprovalRule, given: ApprovalRulePatch): { before: Changed; after: Changed } | null {
  const before: Changed = {};
  const after: Changed = {};
  for (const [name, value] of Object.entries(given)) {
    if (value === undefined) continue;
    const next = name === 'approverRoleIds' ? [...(value as string[])].sort() : value;
    const old = rule[name as keyof ApprovalRule];
    if (canonicalJson(old) === canonicalJson(next)) continue;
    before[name] = old;
    after[name] = next;
  }
  return Object.keys(after).length === 0 ? null : { before, after };
}

/** Changes a rule. What was approved stays approved; documents that are not out yet are held against the rule as it is now. */
export async function changeApprovalRule(
  call: Call,
  id: string,
  given: ApprovalRulePatch,
  ifMatch: number | null,
): Promise<ApprovalRule> {
  requireToManage(call);
  await lockOrganisation(call);
  const rule = await getApprovalRule(call, id);
  requireVersion(rule, ifMatch);
  const change = changeOf(rule, given);
  if (!change) return rule;
  const others = (await listApprovalRules(call)).filter((other) => other.id !== id);
  const next = { ...rule, ...change.after };
  await requireRule(
    call,
    { ...next, approverRoleIds: given.approverRoleIds ?? next.approverRoleIds },
    others,
  );
  const { approverRoleIds, limit, ...columns } = change.after;
  await call.database
    .updateTable('approvalRule')
    .set({
      ...columns,
      ...(limit === undefined ? {} : { limitValue: limit as string | null }),
      version: rule.version + 1,
      updatedAt: instant(call),
    })
    .where('orgId', '=', call.orgId)
    .where('id', '=', id)
    .execute();
  if (approverRoleIds) await nameApprovers(call, id, approverRoleIds as string[]);
  leaveTraces(call, 'updated', id, change);
  return getApprovalRule(call, id);
}
