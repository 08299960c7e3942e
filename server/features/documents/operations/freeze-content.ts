import { type Call, instant } from '#platform/access/call.ts';
import { newId } from '#platform/database/id.ts';
import type { RecordKind, RecordRow } from '#records/kind.ts';
import { type DocumentContent, printableOf } from '../content.ts';
import { findSnapshot, type SnapshotRow } from '../queries.ts';
import { contentHash } from './render-content.ts';

/** A record that has documents, held by the caller until the end of the transaction. */
export type DocumentRecord = { kind: RecordKind; row: RecordRow };

/**
 * Adds what a document says from now on. The row of the record is held by the caller, so numbers follow one another. Content
 * that the newest snapshot has already is not kept twice, unless a file comes with it.
 */
export async function renewSnapshot(
  call: Call,
  { kind, row }: DocumentRecord,
  content: DocumentContent,
  fileId: string | null = null,
): Promise<SnapshotRow> {
  const newest = await findSnapshot(call, row.id);
  const contentSha256 = contentHash(content);
  if (newest?.contentSha256 === contentSha256 && (fileId === null || newest.fileId === fileId)) return newest;
  const snapshot: SnapshotRow = {
    id: newId(call.now.getTime()),
    recordKind: kind.name,
    recordId: row.id,
    number: (newest?.number ?? 0) + 1,
    content,
    contentSha256,
    fileId,
    createdAt: instant(call),
  };
  const { scopeId, scopePath } = row;
  await call.database
    .insertInto('documentSnapshot')
    .values({
      orgId: call.orgId,
      ...snapshot,
      content: JSON.stringify(content),
      scopeId,
      scopePath,
      createdBy: call.actor.memberId,
    })
    .execute();
  return snapshot;
}

/** Fixes what a document says now, without a PDF: that one is made when somebody asks for it, and is the same for ever. */
export async function freezeContent(call: Call, { kind, row }: DocumentRecord): Promise<SnapshotRow> {
  return renewSnapshot(call, { kind, row }, await printableOf(kind.name).content(call, row));
}
