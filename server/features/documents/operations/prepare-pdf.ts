import { createHash } from 'node:crypto';
import type { Call } from '#platform/access/call.ts';
import type { SessionContext } from '#platform/http/endpoint.ts';
import { reserveObject } from '#platform/store/stored-objects.ts';
import { kindNamed, type RecordRow } from '#records/kind.ts';
import { getRecord } from '#records/read-record.ts';
import { type DocumentContent, type DocumentKind, printableOf } from '../content.ts';
import { findSnapshot, findStoredPdf, type StoredPdf } from '../queries.ts';
import { contentHash, renderContent } from './render-content.ts';

/** Who makes a PDF: an endpoint, or a job that opens its transactions in the same way. */
export type PdfContext = Pick<SessionContext, 'services' | 'inCall'>;

/** A PDF in the store that nothing names yet; what nobody keeps within a day is swept away. */
export type PreparedPdf = StoredPdf & { content: DocumentContent; contentSha256: string };

/** What the next PDF of a document says: what was fixed last, or for a draft what it would say if it were fixed now. */
export async function contentToPrint(call: Call, kind: string, row: RecordRow): Promise<DocumentContent> {
  const { isDraft, content } = printableOf(kind);
  const fixed = isDraft(row) ? null : await findSnapshot(call, row.id);
  return fixed?.content ?? content(call, row);
}

/** Puts bytes into the store under a key that is noted first. */
export async function storePdf({ services, inCall }: PdfContext, pdf: Uint8Array): Promise<StoredPdf> {
  const key = await inCall('write', reserveObject);
  await services.store.put(
    key,
    (async function* () {
      yield pdf;
    })(),
  );
  return { key, size: pdf.length, sha256: createHash('sha256').update(pdf).digest('hex') };
}

/**
 * Makes and stores the PDF of a document, outside any transaction; `keepPdf` names it in the caller's. The very bytes that
 * were stored for this content before are answered again.
 */
export async function preparePdf(context: PdfContext, kind: DocumentKind, id: string): Promise<PreparedPdf> {
  const found = await context.inCall('read', async (call) => {
    const row = await getRecord(call, kindNamed(kind as 'quote'), id);
    const content = await contentToPrint(call, kind, row);
    const contentSha256 = contentHash(content);
    return { content, contentSha256, stored: await findStoredPdf(call, row, contentSha256) };
  });
  const { content, contentSha256 } = found;
  const stored = found.stored ?? (await storePdf(context, await renderContent(context.services, content)));
  return { ...stored, content, contentSha256 };
}
