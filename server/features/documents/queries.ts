import type { DocumentLanguage } from '#domain/document-lines.ts';
import type { DocumentLayout } from '#domain/templates.ts';
import type { Call } from '#platform/access/call.ts';
import { attachedTable } from '#records/attached.ts';
import type { RecordRow } from '#records/kind.ts';
import type { DocumentContent, DocumentKind, DocumentTexts } from './content.ts';
import { presentTemplate } from './queries-templates.ts';

attachedTable('documentSnapshot');
attachedTable('documentPdf');

export type DocumentTemplate = { language: DocumentLanguage; layout: DocumentLayout; texts: DocumentTexts };

/**
 * The layout, language and texts of a kind of document in an entity (null: above all entities). `language` is what the
 * document itself asks for; null takes the template's.
 */
export async function templateFor(
  call: Call,
  kind: DocumentKind,
  entityId: string | null,
  language: DocumentLanguage | null,
): Promise<DocumentTemplate> {
  const { layout, texts, language: usual } = await presentTemplate(call, kind, entityId);
  return { language: language ?? usual, layout, texts };
}

export type SnapshotRow = {
  id: string;
  recordKind: string;
  recordId: string;
  number: number;
  content: DocumentContent;
  contentSha256: string;
  fileId: string | null;
  createdAt: string;
};

const snapshotColumns = [
  'id',
  'recordKind',
  'recordId',
  'number',
  'content',
  'contentSha256',
  'fileId',
  'createdAt',
] as const;

/** Every fixed content of a document, the newest first. The caller has made sure that the actor sees the record. */
export async function listSnapshots(call: Call, recordId: string, most = 100): Promise<SnapshotRow[]> {
  const rows = await call.database
    .selectFrom('documentSnapshot')
    .select(snapshotColumns)
    .where('orgId', '=', call.orgId)
    .where('recordId', '=', recordId)
    .orderBy('number', 'desc')
    .limit(most)
    .execute();
  return rows.map((row) => ({ ...row, content: row.content as DocumentContent }));
}

/** What a document says since it was sent or issued, or null for one that was not. */
export async function findSnapshot(call: Call, recordId: string): Promise<SnapshotRow | null> {
  const [newest] = await listSnapshots(call, recordId, 1);
  return newest ?? null;
}

export type StoredPdf = { key: string; size: number; sha256: string };

/** The PDF that was stored for a content of a record, or null. */
export async function findStoredPdf(
  call: Call,
  record: Pick<RecordRow, 'id'>,
  contentSha256: string,
): Promise<StoredPdf | null> {
  const row = await call.database
    .selectFrom('documentPdf')
    .select(['key', 'size', 'sha256'])
    .where('orgId', '=', call.orgId)
    .where('recordId', '=', record.id)
    .where('contentSha256', '=', contentSha256)
    .executeTakeFirst();
  return row ? { ...row, size: Number(row.size) } : null;
}
