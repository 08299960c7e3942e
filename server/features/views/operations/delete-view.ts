import { audit, type Call } from '#platform/access/call.ts';
import { requireVersion } from '#records/read-record.ts';
import { requireChange } from '../access.ts';
import { lockView } from '../queries.ts';

/** Deletes a view, for good: it holds no records. Whoever started with it starts with the plain list again. */
export async function deleteView(call: Call, id: string, ifMatch: number | null): Promise<void> {
  const current = await lockView(call, id);
  requireChange(call, current);
  requireVersion(current, ifMatch);
  await call.database
    .deleteFrom('viewDefault')
    .where('orgId', '=', call.orgId)
    .where('viewId', '=', id)
    .execute();
  await call.database.deleteFrom('savedView').where('orgId', '=', call.orgId).where('id', '=', id).execute();
  const { kind, name, shared, query, filter, sort } = current;
  const before = { kind, name, shared, query, filter, sort };
  audit(call, { action: 'view.deleted', recordKind: 'view', recordId: id, before });
}
