import { fieldProblem } from '#domain/field-errors.ts';
import { invalidFields } from '#domain/problems.ts';
import type { ImageType } from '#domain/products.ts';
import type { ReceivedFile } from '#platform/http/endpoint.ts';
import type { Store } from '#platform/store/store.ts';

const headBytes = 16;

// The first bytes that the formats prescribe: PNG §5.2 of its specification, JPEG's SOI marker, WebP's RIFF container.
function typeOf(head: Buffer): ImageType | null {
  if (head.subarray(0, 8).equals(Buffer.from('89504e470d0a1a0a', 'hex'))) return 'image/png';
  if (head.subarray(0, 3).equals(Buffer.from('ffd8ff', 'hex'))) return 'image/jpeg';
  const riff = head.subarray(0, 4).toString('latin1') === 'RIFF';
  return riff && head.subarray(8, 12).toString('latin1') === 'WEBP' ? 'image/webp' : null;
}

/** What an uploaded picture is by its content. Refuses everything but PNG, JPEG and WebP with 422, naming `file`. */
export async function inspectImage(store: Store, file: ReceivedFile): Promise<ImageType> {
  const chunks = await store.get(file.key, { from: 0, to: Math.min(headBytes, file.size) - 1 });
  if (!chunks) throw new Error('The content is not in the store.');
  const parts: Uint8Array[] = [];
  for await (const chunk of chunks) parts.push(chunk);
  const type = typeOf(Buffer.concat(parts));
  if (type === null)
    throw invalidFields([fieldProblem('file', 'unknown_value', { allowed: 'PNG, JPEG, WebP' })]);
  return type;
}
