import { createHash } from 'node:crypto';
import type { DocumentLanguage } from '#domain/document-lines.ts';
import type { FileAnswer } from '#platform/http/endpoint.ts';
import { kindNamed, type RecordRow } from '#records/kind.ts';
import { getRecord } from '#records/read-record.ts';
import { type DocumentContent, type DocumentKind, printableOf } from '../content.ts';
import { pdfName } from '../pdf-name.ts';
import { findStoredPdf, type StoredPdf } from '../queries.ts';
import { keepStoredPdf } from './keep-pdf.ts';
import { contentToPrint, type PdfContext, storePdf } from './prepare-pdf.ts';
import { contentHash, renderContent } from './render-content.ts';

type Asked = {
  inline?: boolean;
  language?: DocumentLanguage | undefined;
  /** It is nobody's draft: a statement is made when it is asked for. */
  final?: boolean;
};

function answered(
  content: DocumentContent,
  pdf: { chunks: AsyncIterable<Uint8Array>; size: number; sha256: string },
  inline: boolean,
): FileAnswer {
  const { chunks, size, sha256 } = pdf;
  return {
    contentType: 'application/pdf',
    fileName: pdfName(content),
    chunks,
    stored: { size, part: null, etag: `"${sha256}"`, inline },
  };
}

/** A PDF that is nowhere stored: a draft's, or a preview. */
export async function previewPdf(
  { services }: Pick<PdfContext, 'services'>,
  content: DocumentContent,
  { inline = true, language, final = false }: Asked = {},
): Promise<FileAnswer> {
  const shown = { ...content, draft: !final, language: language ?? content.language };
  const pdf = await renderContent(services, shown);
  const chunks = (async function* () {
    yield pdf;
  })();
  const sha256 = createHash('sha256').update(pdf).digest('hex');
  return answered(shown, { chunks, size: pdf.length, sha256 }, inline);
}

/** The stored PDF of a fixed content, made and kept now where nobody has asked for it before. */
async function fixedPdf(context: PdfContext, row: RecordRow, content: DocumentContent): Promise<StoredPdf> {
  const sha256 = contentHash(content);
  const known = await context.inCall('read', (call) => findStoredPdf(call, row, sha256));
  if (known) return known;
  const pdf = await storePdf(context, await renderContent(context.services, content));
  return context.inCall('write', (call) => keepStoredPdf(call, row, sha256, pdf));
}

/**
 * The PDF of a document: a draft is made of what it says now and says that it is one; anything else is made of what was fixed
 * when it was sent or issued, once, and never changes. `language` is for looking at a draft in another language.
 */
export async function documentPdf(
  context: PdfContext,
  kind: DocumentKind,
  id: string,
  { inline = false, language }: Asked = {},
): Promise<FileAnswer> {
  const { row, content } = await context.inCall('read', async (call) => {
    const record = await getRecord(call, kindNamed(kind as 'quote'), id);
    return { row: record, content: await contentToPrint(call, kind, record) };
  });
  if (printableOf(kind).isDraft(row)) return previewPdf(context, content, { inline, language });
  const pdf = await fixedPdf(context, row, content);
  const chunks = await context.services.store.get(pdf.key);
  if (!chunks) throw new Error('The PDF of a document is not in the store.');
  return answered(content, { ...pdf, chunks }, inline);
}
