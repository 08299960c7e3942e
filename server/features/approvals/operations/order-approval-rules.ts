import { fieldProblem } from '#domain/field-errors.ts';
import { invalidFields } from '#domain/problems.ts';
import { lockOrganisation } from '#features/settings/queries-company.ts';
import { type Call, instant } from '#platform/access/call.ts';
import { listApprovalRules } from '../queries-rules.ts';
import { leaveTraces, requireToManage } from '../traces.ts';

const sortStep = 10;

/** Puts the rules into the order of the ids, which must name each of them once. */
export async function orderApprovalRules(call: Call, ids: readonly string[]): Promise<void> {
  requireToManage(call);
  await lockOrganisation(call);
  const rules = await listApprovalRules(call);
  const known = new Set(rules.map(({ id }) => id));
  const errors = ids.flatMap((id, at) => {
    if (!known.has(id)) return [fieldProblem(`ids.${at}`, 'not_found')];
    return ids.indexOf(id) < at ? [fieldProblem(`ids.${at}`, 'duplicate')] : [];
  });
  if (errors.length === 0 && ids.length < known.size) {
    errors.push(fieldProblem('ids', 'too_few', { min: known.size }));
  }
  if (errors.length > 0) throw invalidFields(errors);
  const moved = rules.filter(({ id, sortOrder }) => sortOrder !== (ids.indexOf(id) + 1) * sortStep);
  if (moved.length === 0) return;
  for (const { id, version } of moved) {
    await call.database
      .updateTable('approvalRule')
      .set({ sortOrder: (ids.indexOf(id) + 1) * sortStep, version: version + 1, updatedAt: instant(call) })
      .where('orgId', '=', call.orgId)
      .where('id', '=', id)
      .execute();
  }
  leaveTraces(call, 'ordered', null, { before: { ids: rules.map(({ id }) => id) }, after: { ids } });
}
