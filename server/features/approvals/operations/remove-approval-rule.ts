import { lockOrganisation } from '#features/settings/queries-company.ts';
import { type Call, instant } from '#platform/access/call.ts';
import { requireVersion } from '#records/read-record.ts';
import { type ApprovalRule, getApprovalRule, isRuleUsed } from '../queries-rules.ts';
import { leaveTraces, requireToManage } from '../traces.ts';
import { nameApprovers } from './create-approval-rule.ts';

/**
 * Removes a rule that never held anything back, and takes one that did out of use instead: the past names it. Answers with
 * the rule if it stayed, or null.
 */
export async function removeApprovalRule(
  call: Call,
  id: string,
  ifMatch: number | null,
): Promise<ApprovalRule | null> {
  requireToManage(call);
  await lockOrganisation(call);
  const rule = await getApprovalRule(call, id);
  requireVersion(rule, ifMatch);
  const rules = call.database;
  if (await isRuleUsed(call, id)) {
    await rules
      .updateTable('approvalRule')
      .set({ active: false, version: rule.version + 1, updatedAt: instant(call) })
      .where('orgId', '=', call.orgId)
      .where('id', '=', id)
      .execute();
    leaveTraces(call, 'deactivated', id, { before: { active: rule.active }, after: { active: false } });
    return getApprovalRule(call, id);
  }
  await nameApprovers(call, id, []);
  await rules.deleteFrom('approvalRule').where('orgId', '=', call.orgId).where('id', '=', id).execute();
  leaveTraces(call, 'deleted', id, { before: rule, after: null });
  return null;
}
