import { Problem } from '#domain/problems.ts';
import { keepMadeFile } from '#features/files/operations/keep-made-file.ts';
import { type Call, instant } from '#platform/access/call.ts';
import { newId } from '#platform/database/id.ts';
import { keepObject } from '#platform/store/stored-objects.ts';
import type { RecordRow } from '#records/kind.ts';
import { pdfName } from '../pdf-name.ts';
import { findStoredPdf, listSnapshots, type SnapshotRow, type StoredPdf } from '../queries.ts';
import { type DocumentRecord, renewSnapshot } from './freeze-content.ts';
import { contentToPrint, type PreparedPdf } from './prepare-pdf.ts';
import { contentHash } from './render-content.ts';

export type KeptPdf = { pdfFileId: string; snapshot: SnapshotRow };

/**
 * Names a stored PDF as the one of this content, and keeps its object. The first one stays: where two were made at the same
 * moment, the other is swept away. Returns the one that counts.
 */
export async function keepStoredPdf(
  call: Call,
  row: RecordRow,
  contentSha256: string,
  pdf: StoredPdf,
): Promise<StoredPdf> {
  const { scopeId, scopePath } = row;
  const inserted = await call.database
    .insertInto('documentPdf')
    .values({
      orgId: call.orgId,
      id: newId(call.now.getTime()),
      scopeId,
      scopePath,
      recordId: row.id,
      contentSha256,
      key: pdf.key,
      size: BigInt(pdf.size),
      sha256: pdf.sha256,
      createdAt: instant(call),
    })
    .onConflict((conflict) => conflict.columns(['orgId', 'recordId', 'contentSha256']).doNothing())
    .returning('key')
    .executeTakeFirst();
  if (inserted) {
    await keepObject(call, pdf.key);
    return pdf;
  }
  return (await findStoredPdf(call, row, contentSha256)) ?? pdf;
}

/**
 * Fixes a document with the PDF that `preparePdf` made, in the transaction of the caller, who holds the record: a snapshot of
 * the content, and a file at the record. Call it before the status changes. Throws `stale_version` where the document says
 * something else by now, so that nobody sends what they have not seen: prepare again then.
 */
export async function keepPdf(call: Call, record: DocumentRecord, prepared: PreparedPdf): Promise<KeptPdf> {
  const { kind, row } = record;
  const { content, contentSha256 } = prepared;
  if (contentHash(await contentToPrint(call, kind.name, row)) !== contentSha256) {
    throw new Problem('stale_version', {
      detail: 'The document was changed while its PDF was made.',
      version: row.version,
    });
  }
  const pdf = await keepStoredPdf(call, row, contentSha256, prepared);
  const earlier = await listSnapshots(call, row.id);
  const fileId = earlier.find((snapshot) => snapshot.fileId !== null)?.fileId ?? null;
  const file = await keepMadeFile(call, record, {
    ...pdf,
    name: pdfName(content),
    contentType: 'application/pdf',
    fileId,
  });
  const snapshot = await renewSnapshot(call, record, content, file.id);
  return { pdfFileId: file.id, snapshot };
}
