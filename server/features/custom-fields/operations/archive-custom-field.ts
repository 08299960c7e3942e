import type { CustomField } from '#domain/custom-fields.ts';
import { lockOrganisation } from '#features/settings/queries-company.ts';
import { type Call, instant } from '#platform/access/call.ts';
import { requireVersion } from '#records/read-record.ts';
import { lockCustomField } from '../queries.ts';
import { leaveTraces, requireDefining } from '../traces.ts';

/** Hides a field everywhere, or shows it again; its values stay as they are. */
async function setArchived(
  call: Call,
  id: string,
  ifMatch: number | null,
  archived: boolean,
): Promise<CustomField> {
  requireDefining(call);
  await lockOrganisation(call);
  const field = await lockCustomField(call, id);
  requireVersion(field, ifMatch);
  if ((field.archivedAt !== null) === archived) return field;
  const next = { ...field, archivedAt: archived ? instant(call) : null, version: field.version + 1 };
  await call.database
    .updateTable('customField')
    .set({ archivedAt: next.archivedAt, version: next.version, updatedAt: instant(call) })
    .where('orgId', '=', call.orgId)
    .where('id', '=', id)
    .execute();
  await leaveTraces(call, {
    action: archived ? 'archived' : 'restored',
    field,
    before: { archivedAt: field.archivedAt },
    after: { archivedAt: next.archivedAt },
  });
  return next;
}

export function archiveCustomField(call: Call, id: string, ifMatch: number | null): Promise<CustomField> {
  return setArchived(call, id, ifMatch, true);
}

export function restoreCustomField(call: Call, id: string, ifMatch: number | null): Promise<CustomField> {
  return setArchived(call, id, ifMatch, false);
}
