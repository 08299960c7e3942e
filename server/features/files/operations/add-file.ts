import { type Call, instant } from '#platform/access/call.ts';
import { newId } from '#platform/database/id.ts';
import { type AttachedRef, recordToAttachTo } from '#records/attached.ts';
import { requireAddTo } from '../access.ts';
import { type FileRow, lockFile } from '../queries.ts';
import { leaveTraces } from '../traces.ts';
import { countBytes } from './count-bytes.ts';
import { type Content, storeVersion } from './store-version.ts';

/** Keeps an uploaded file at a record. `mostBytes` is what the files of the company may take together. */
export async function addFile(
  call: Call,
  at: AttachedRef,
  content: Content,
  mostBytes: number,
): Promise<FileRow> {
  const place = await recordToAttachTo(call, at);
  requireAddTo(call, place.kind, place.row);
  await countBytes(call, content.file.size, mostBytes);
  const [id, versionId] = [newId(call.now.getTime()), newId(call.now.getTime())];
  const { scopeId, scopePath } = place.row;
  const by = call.actor.memberId;
  const now = instant(call);
  const file = { id, scopeId, scopePath, recordKind: place.kind.name, recordId: place.row.id };
  await call.database
    .insertInto('file')
    .values({
      orgId: call.orgId,
      ...file,
      name: content.seen.name,
      versionId,
      createdAt: now,
      createdBy: by,
      updatedAt: now,
      updatedBy: by,
    })
    .execute();
  const version = await storeVersion(call, file, { number: 1, content, id: versionId });
  const after = await lockFile(call, id);
  leaveTraces(call, 'file.created', place, { after, version });
  return after;
}
