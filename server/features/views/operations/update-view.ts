import type { RecordKindName } from '#domain/events.ts';
import { fieldProblem } from '#domain/field-errors.ts';
import { invalidFields } from '#domain/problems.ts';
import type { ViewPatch } from '#domain/views.ts';
import { audit, type Call, instant } from '#platform/access/call.ts';
import { requireCapability } from '#platform/access/can.ts';
import { kindNamed } from '#records/kind.ts';
import { requireVersion } from '#records/read-record.ts';
import { requireChange } from '../access.ts';
import { checkView } from '../check-view.ts';
import { getView, lockView, type ViewRow } from '../queries.ts';
import { leaveCompanyDefault } from './leave-company-default.ts';

const json = (value: unknown) => (value === null ? null : JSON.stringify(value));

/** Changes a view: one's own, or a shared one with the right to share. A view that is no longer shared is no default. */
export async function updateView(
  call: Call,
  id: string,
  patch: ViewPatch,
  ifMatch: number | null,
): Promise<ViewRow> {
  const current = await lockView(call, id);
  requireChange(call, current);
  requireVersion(current, ifMatch);
  const shared = patch.shared ?? current.shared;
  const companyDefault = patch.companyDefault ?? (shared && current.companyDefault);
  if (shared !== current.shared) requireCapability(call, 'crm.views.share');
  if (companyDefault && !shared) {
    throw invalidFields([
      fieldProblem('companyDefault', 'not_allowed', { because: 'the view is not shared' }),
    ]);
  }
  const { filter, columns, query, ...plain } = patch;
  await checkView(call, kindNamed(current.kind as RecordKindName), {
    query: query ?? (current.query as Record<string, string>),
    filter: filter === undefined ? current.filter : filter,
    sort: plain.sort === undefined ? current.sort : plain.sort,
    groupBy: plain.groupBy === undefined ? current.groupBy : plain.groupBy,
  });
  if (companyDefault && !current.companyDefault) await leaveCompanyDefault(call, current.kind);
  if (current.shared && !shared) await forgetChoices(call, id, current.memberId);
  await call.database
    .updateTable('savedView')
    .set({
      ...plain,
      shared,
      companyDefault,
      ...(query === undefined ? {} : { query: JSON.stringify(query) }),
      ...(filter === undefined ? {} : { filter: json(filter) }),
      ...(columns === undefined ? {} : { columns: json(columns) }),
      version: current.version + 1,
      updatedAt: instant(call),
    })
    .where('orgId', '=', call.orgId)
    .where('id', '=', id)
    .execute();
  const named = Object.keys(patch) as (keyof ViewPatch)[];
  const before = Object.fromEntries(named.map((key) => [key, current[key]]));
  audit(call, { action: 'view.updated', recordKind: 'view', recordId: id, before, after: patch });
  return getView(call, id);
}

/** Nobody else starts any more with a view that they no longer see. */
async function forgetChoices(call: Call, viewId: string, memberId: string): Promise<void> {
  await call.database
    .deleteFrom('viewDefault')
    .where('orgId', '=', call.orgId)
    .where('viewId', '=', viewId)
    .where('memberId', '!=', memberId)
    .execute();
}
