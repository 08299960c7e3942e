import { isProblem } from '#domain/problems.ts';
import type { DocumentRecord } from '#features/documents/operations/freeze-content.ts';
import { keepPdf } from '#features/documents/operations/keep-pdf.ts';
import type { PreparedPdf } from '#features/documents/operations/prepare-pdf.ts';
import { findStoredPdf } from '#features/documents/queries.ts';
import { openLink } from '#features/sharing/operations/open-link.ts';
import type { Call } from '#platform/access/call.ts';

/** Thrown where a document came to say something else while its PDF was made: prepare another one. */
export const saysSomethingElse = Symbol('The document says something else by now.');

export type KeptDocument = { pdfFileId: string; pdf: { key: string; name: string }; url: string };

/**
 * Fixes a document with its PDF and opens its link, in the transaction of the caller, who holds the record. Throws
 * `saysSomethingElse` where the PDF is not of what the document says now.
 */
export async function keepAndLink(
  call: Call,
  record: DocumentRecord,
  prepared: PreparedPdf,
): Promise<KeptDocument> {
  const { kind, row } = record;
  const { pdfFileId } = await keepPdf(call, record, prepared).catch((error: unknown) => {
    throw isProblem(error) && error.code === 'stale_version' ? saysSomethingElse : error;
  });
  const stored = await findStoredPdf(call, row, prepared.contentSha256);
  const link = await openLink(call, { recordKind: kind.name, record: row });
  const name = `${String(row.number ?? kind.name)}.pdf`;
  return { pdfFileId, pdf: { key: stored?.key ?? prepared.key, name }, url: link.url };
}
