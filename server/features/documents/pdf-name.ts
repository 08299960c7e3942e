import { cleanFileName } from '#domain/files.ts';
import type { DocumentContent } from './content.ts';
import { words } from './words.ts';

/** What the PDF of a document is called: by its number, or by its kind while it has none. */
export function pdfName({ kind, number }: Pick<DocumentContent, 'kind' | 'number'>): string {
  return cleanFileName(`${number ?? words.en.kinds[kind]}.pdf`);
}
