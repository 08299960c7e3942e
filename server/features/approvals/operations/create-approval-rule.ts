import { type ApprovalRuleCreate, limitProblems } from '#domain/approvals.ts';
import { fieldProblem } from '#domain/field-errors.ts';
import { type FieldProblem, invalidFields, Problem } from '#domain/problems.ts';
import { lockOrganisation } from '#features/settings/queries-company.ts';
import { type Call, instant } from '#platform/access/call.ts';
import { newId } from '#platform/database/id.ts';
import { nodesOf } from '#records/scope.ts';
import { type ApprovalRule, getApprovalRule, listApprovalRules } from '../queries-rules.ts';
import { leaveTraces, requireToManage } from '../traces.ts';

const mostRules = 100;
const sortStep = 10;

/** Refuses a rule whose parts do not go together, or that names what is not there. */
export async function requireRule(
  call: Call,
  rule: Pick<ApprovalRule, 'name' | 'condition' | 'limit' | 'currency' | 'nodeId' | 'approverRoleIds'>,
  others: readonly ApprovalRule[],
): Promise<void> {
  if (others.some(({ name }) => name === rule.name)) {
    throw new Problem('already_exists', {
      detail: `There is a rule "${rule.name}" already.`,
      errors: [fieldProblem('name', 'already_exists')],
    });
  }
  const problems = [...limitProblems(rule), ...(await placeProblems(call, rule.nodeId))];
  problems.push(...(await roleProblems(call, rule.approverRoleIds)));
  if (problems.length > 0) throw invalidFields(problems);
}

async function placeProblems(call: Call, nodeId: string | null): Promise<FieldProblem[]> {
  if (nodeId === null) return [];
  const node = (await nodesOf(call)).get(nodeId);
  if (node?.level !== 'entity') return [fieldProblem('nodeId', 'not_found')];
  return node.archivedAt === null ? [] : [fieldProblem('nodeId', 'inactive')];
}

async function roleProblems(call: Call, roleIds: readonly string[]): Promise<FieldProblem[]> {
  if (roleIds.length === 0) return [];
  const rows = await call.database
    .selectFrom('role')
    .select('id')
    .where('orgId', '=', call.orgId)
    .where('id', 'in', roleIds)
    .where('archivedAt', 'is', null)
    .execute();
  const known = new Set(rows.map(({ id }) => id));
  return roleIds.flatMap((id, at) => {
    if (!known.has(id)) return [fieldProblem(`approverRoleIds.${at}`, 'not_found')];
    return roleIds.indexOf(id) < at ? [fieldProblem(`approverRoleIds.${at}`, 'duplicate')] : [];
  });
}

/** Puts these roles in the place of those that a rule names. */
export async function nameApprovers(call: Call, ruleId: string, roleIds: readonly string[]): Promise<void> {
  await call.database
    .deleteFrom('approvalRuleRole')
    .where('orgId', '=', call.orgId)
    .where('ruleId', '=', ruleId)
    .execute();
  if (roleIds.length === 0) return;
  await call.database
    .insertInto('approvalRuleRole')
    .values(roleIds.map((roleId) => ({ orgId: call.orgId, ruleId, roleId })))
    .execute();
}

/** Adds a rule at the end of the list, or at the place that it names. */
export async function createApprovalRule(call: Call, given: ApprovalRuleCreate): Promise<ApprovalRule> {
  requireToManage(call);
  await lockOrganisation(call);
  const others = await listApprovalRules(call);
  const { limit = null, currency = null, nodeId = null, approverRoleIds = [], ...rest } = given;
  await requireRule(call, { ...rest, limit, currency, nodeId, approverRoleIds }, others);
  if (others.length >= mostRules) throw invalidFields([fieldProblem('', 'too_many', { max: mostRules })]);
  const id = newId(call.now.getTime());
  const at = instant(call);
  await call.database
    .insertInto('approvalRule')
    .values({
      orgId: call.orgId,
      id,
      name: given.name,
      condition: given.condition,
      limitValue: limit,
      currency,
      nodeId,
      unknownCounts: given.unknownCounts ?? given.condition === 'margin',
      active: given.active ?? true,
      sortOrder: given.sortOrder ?? (others.at(-1)?.sortOrder ?? 0) + sortStep,
      createdAt: at,
      updatedAt: at,
    })
    .execute();
  await nameApprovers(call, id, approverRoleIds);
  leaveTraces(call, 'created', id, { after: { ...rest, limit, currency, nodeId, approverRoleIds } });
  return getApprovalRule(call, id);
}
