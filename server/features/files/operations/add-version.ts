import { type Call, instant } from '#platform/access/call.ts';
import { requireActive, requireVersion } from '#records/read-record.ts';
import { requireMayChange } from '../access.ts';
import { type FileRow, lockFile, versionsById } from '../queries.ts';
import { leaveTraces } from '../traces.ts';
import { countBytes } from './count-bytes.ts';
import { type Content, storeVersion } from './store-version.ts';

/** Puts new content in the place of a file's; the older versions stay, with their own names. */
export async function addVersion(
  call: Call,
  id: string,
  content: Content,
  { ifMatch, mostBytes }: { ifMatch: number | null; mostBytes: number },
): Promise<FileRow> {
  const before = await lockFile(call, id);
  const place = await requireMayChange(call, before);
  requireActive(before);
  requireVersion(before, ifMatch);
  await countBytes(call, content.file.size, mostBytes);
  const newest = (await versionsById(call, [before.versionId])).get(before.versionId);
  const version = await storeVersion(call, before, { number: (newest?.number ?? 0) + 1, content });
  await call.database
    .updateTable('file')
    .set({
      name: content.seen.name,
      versionId: version.id,
      version: before.version + 1,
      updatedAt: instant(call),
      updatedBy: call.actor.memberId,
    })
    .where('orgId', '=', call.orgId)
    .where('id', '=', id)
    .execute();
  const after = await lockFile(call, id);
  leaveTraces(call, 'file.updated', place, { before, after, version });
  return after;
}
