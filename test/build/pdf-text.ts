import { getDocument, VerbosityLevel } from 'pdfjs-dist/legacy/build/pdf.mjs';

export type ReadPdf = {
  pages: string[];
  /** All pages, with single spaces. */
  text: string;
  info: Record<string, unknown>;
  metadata: string;
  /** The language that the document names. */
  language: string | null;
};

// Marks of direction stand in the text for the printer, not for the reader.
const invisible = /[\u200e\u200f\u2066-\u2069\u202a-\u202e]/g;

/** Reads a PDF back as a viewer that searches in it does. */
export async function readPdf(bytes: Uint8Array): Promise<ReadPdf> {
  const task = getDocument({
    data: new Uint8Array(bytes),
    verbosity: VerbosityLevel.ERRORS,
  });
  const pdf = await task.promise;
  const pages: string[] = [];
  for (let number = 1; number <= pdf.numPages; number += 1) {
    const page = await pdf.getPage(number);
    const { items } = await page.getTextContent();
    const text = items.map((item) => ('str' in item ? item.str + (item.hasEOL ? '\n' : '') : '')).join('');
    pages.push(text.normalize('NFKC').replace(invisible, '').replace(/\s+/g, ' ').trim());
  }
  const { info, metadata } = await pdf.getMetadata();
  const raw = metadata as { getRaw?(): string } | null;
  const language = ((info as Record<string, unknown>).Language as string | undefined) ?? null;
  await task.destroy();
  return {
    pages,
    text: pages.join(' '),
    info: info as Record<string, unknown>,
    metadata: raw?.getRaw?.() ?? '',
    language,
  };
}
