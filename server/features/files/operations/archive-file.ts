import { type Call, instant } from '#platform/access/call.ts';
import { requireVersion } from '#records/read-record.ts';
import { requireMayChange } from '../access.ts';
import { type FileRow, lockFile } from '../queries.ts';
import { leaveTraces } from '../traces.ts';

/** Takes a file away from its record, or puts it back. Nothing of its content is lost; twice is once. */
export async function archiveFile(
  call: Call,
  id: string,
  { ifMatch, archived }: { ifMatch: number | null; archived: boolean },
): Promise<FileRow> {
  const before = await lockFile(call, id);
  const place = await requireMayChange(call, before);
  requireVersion(before, ifMatch);
  if ((before.archivedAt !== null) === archived) return before;
  await call.database
    .updateTable('file')
    .set({
      archivedAt: archived ? instant(call) : null,
      version: before.version + 1,
      updatedAt: instant(call),
      updatedBy: call.actor.memberId,
    })
    .where('orgId', '=', call.orgId)
    .where('id', '=', id)
    .execute();
  const after = await lockFile(call, id);
  leaveTraces(call, archived ? 'file.archived' : 'file.restored', place, { before, after });
  return after;
}
