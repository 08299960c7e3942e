import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { fieldProblem } from '#domain/field-errors.ts';
import { invalidFields, Problem } from '#domain/problems.ts';
import { canonicalJson } from '#platform/audit/chain.ts';
import type { PdfRefusal } from '#platform/pdf/pdf.ts';
import type { Services } from '#platform/services.ts';
import type { DocumentContent } from '../content.ts';
import { pathsWith } from '../content-paths.ts';
import { onPaper } from '../lam-alef.ts';
import { printedContent } from '../printed-content.ts';

const folder = join(import.meta.dirname, '../layouts');

/** What names a content: SHA-256 over its canonical JSON, in lower-case hexadecimal. */
export function contentHash(content: DocumentContent): string {
  return createHash('sha256').update(canonicalJson(content)).digest('hex');
}

function refused(content: DocumentContent, refusal: PdfRefusal): Error {
  if (refusal.reason === 'glyph') {
    return invalidFields(
      refusal.characters.flatMap((character) =>
        pathsWith(content, character).map((path) => fieldProblem(path, 'unprintable', { character })),
      ),
    );
  }
  if (refusal.reason === 'broken') {
    return new Error(`The layout of a ${content.kind} is broken: ${refusal.messages.join('; ')}`);
  }
  return new Problem('unavailable', { detail: 'Making this document took longer than any document may.' });
}

async function logoOf({ store }: Pick<Services, 'store'>, { branding }: DocumentContent) {
  const { logo } = branding;
  if (!logo) return null;
  const chunks = await store.get(logo.key);
  if (!chunks) throw new Error('The logo of a document is not in the store.');
  const parts: Uint8Array[] = [];
  for await (const chunk of chunks) parts.push(chunk);
  return { name: logo.contentType === 'image/png' ? 'logo.png' : 'logo.jpg', bytes: Buffer.concat(parts) };
}

/**
 * The PDF of a content, by its layout. Never call it inside a transaction. Refuses a character that no font has with 422
 * `unprintable`, naming the field; `unavailable` where too much is being made at once, or this takes too long.
 */
export async function renderContent(
  services: Pick<Services, 'pdf' | 'store'>,
  content: DocumentContent,
): Promise<Uint8Array> {
  const logo = await logoOf(services, content);
  const { meta, ...printed } = printedContent(content, logo?.name ?? null);
  const result = await services.pdf.render({
    folder,
    main: 'document.typ',
    data: JSON.stringify({ ...(onPaper(printed) as object), meta }),
    ...(logo ? { files: { [logo.name]: logo.bytes } } : {}),
  });
  if ('pdf' in result) return result.pdf;
  throw refused(content, result.refused);
}
