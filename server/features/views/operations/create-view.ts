import { fieldProblem } from '#domain/field-errors.ts';
import { invalidFields } from '#domain/problems.ts';
import type { ViewCreate } from '#domain/views.ts';
import { audit, type Call, instant } from '#platform/access/call.ts';
import { requireCapability } from '#platform/access/can.ts';
import { newId } from '#platform/database/id.ts';
import { kindNamed } from '#records/kind.ts';
import { viewOwner } from '../access.ts';
import { checkView } from '../check-view.ts';
import { getView, type ViewRow } from '../queries.ts';
import { leaveCompanyDefault } from './leave-company-default.ts';

/** Keeps a list as it is seen now. Sharing it needs the right to share. */
export async function createView(call: Call, body: ViewCreate): Promise<ViewRow> {
  const memberId = viewOwner(call);
  await checkView(call, kindNamed(body.kind), body);
  if (body.shared) requireCapability(call, 'crm.views.share');
  if (body.companyDefault && !body.shared) {
    throw invalidFields([
      fieldProblem('companyDefault', 'not_allowed', { because: 'the view is not shared' }),
    ]);
  }
  if (body.companyDefault) await leaveCompanyDefault(call, body.kind);
  const id = newId(call.now.getTime());
  const { filter, columns, query, ...plain } = body;
  await call.database
    .insertInto('savedView')
    .values({
      ...plain,
      orgId: call.orgId,
      id,
      memberId,
      query: JSON.stringify(query),
      filter: filter ? JSON.stringify(filter) : null,
      columns: columns ? JSON.stringify(columns) : null,
      version: 1,
      createdAt: instant(call),
      updatedAt: instant(call),
    })
    .execute();
  audit(call, { action: 'view.created', recordKind: 'view', recordId: id, after: body });
  return getView(call, id);
}
