import { type Call, instant } from '#platform/access/call.ts';
import { newId } from '#platform/database/id.ts';
import type { RecordKind, RecordRow } from '#records/kind.ts';
import { type FileRow, listVersions, lockFile, versionsById } from '../queries.ts';
import { leaveTraces } from '../traces.ts';
import { countBytes } from './count-bytes.ts';
import { storeVersion } from './store-version.ts';

/** What Parley made and stored itself; its object is kept by the caller. */
export type MadeFile = {
  key: string;
  /** Bytes. */
  size: number;
  sha256: string;
  /** Cleaned. */
  name: string;
  contentType: string;
  /** The file that this is the next version of; null: a file of its own. */
  fileId: string | null;
};

/** Sending a document is never held up by what the company's other files take. */
const noLimit = Number.MAX_SAFE_INTEGER;

/**
 * Keeps a file that Parley made at a record: a quote as it was sent. Nobody needs the right to add files for it. Content that
 * the file has already, in any of its versions, adds nothing.
 */
export async function keepMadeFile(
  call: Call,
  place: { kind: RecordKind; row: RecordRow },
  made: MadeFile,
): Promise<FileRow> {
  const { key, size, sha256, name, contentType } = made;
  const content = {
    file: { key, size, sha256, name, declaredType: contentType },
    seen: { name, contentType },
  };
  const before = made.fileId === null ? null : await lockFile(call, made.fileId);
  if (before) {
    const versions = await listVersions(call, before.id);
    if (versions.some((version) => version.key === key)) return before;
  }
  await countBytes(call, size, noLimit);
  if (before) return nextVersion(call, place, before, content);
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
      name,
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

async function nextVersion(
  call: Call,
  place: { kind: RecordKind; row: RecordRow },
  before: FileRow,
  content: Parameters<typeof storeVersion>[2]['content'],
): Promise<FileRow> {
  const newest = (await versionsById(call, [before.versionId])).get(before.versionId);
  const version = await storeVersion(call, before, { number: (newest?.number ?? 0) + 1, content });
  await call.database
    .updateTable('file')
    .set({
      name: content.seen.name,
      versionId: version.id,
      version: before.version + 1,
      archivedAt: null,
      updatedAt: instant(call),
      updatedBy: call.actor.memberId,
    })
    .where('orgId', '=', call.orgId)
    .where('id', '=', before.id)
    .execute();
  const after = await lockFile(call, before.id);
  leaveTraces(call, 'file.updated', place, { before, after, version });
  return after;
}
