import type { Call } from '#platform/access/call.ts';
import type { DocumentContent } from '../content.ts';
import type { PdfContext } from './prepare-pdf.ts';

/**
 * What a document would say if a change were saved: the change is really made, by the operation that saves it, and the
 * transaction then taken back. So a preview can differ in nothing from what is saved, and refuses what saving refuses.
 */
export async function contentIfSaved(
  { inCall }: Pick<PdfContext, 'inCall'>,
  change: (call: Call) => Promise<DocumentContent>,
): Promise<DocumentContent> {
  const takenBack = new Error('A preview is taken back.');
  const seen: DocumentContent[] = [];
  try {
    await inCall('write', async (call) => {
      seen.push(await change(call));
      throw takenBack;
    });
  } catch (error) {
    if (error !== takenBack) throw error;
  }
  const content = seen.at(-1);
  if (!content) throw new Error('A preview was saved.');
  return content;
}
