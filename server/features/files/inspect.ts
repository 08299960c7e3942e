import { type FileTypeResult, fileTypeFromStream } from 'file-type';
import { fieldProblem } from '#domain/field-errors.ts';
import { cleanFileName, judgeFile, sniffText } from '#domain/files.ts';
import { invalidFields } from '#domain/problems.ts';
import type { ReceivedFile } from '#platform/http/endpoint.ts';
import type { Store } from '#platform/store/store.ts';

/** How much of a file tells text from anything else. */
const headBytes = 16 * 1024;

async function open(store: Store, key: string, bytes?: number): Promise<AsyncIterable<Uint8Array>> {
  const chunks = await store.get(key, bytes === undefined ? undefined : { from: 0, to: bytes - 1 });
  if (!chunks) throw new Error('The content is not in the store.');
  return chunks;
}

async function headOf(store: Store, { key, size }: ReceivedFile): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  for await (const chunk of await open(store, key, Math.min(size, headBytes))) parts.push(chunk);
  return Buffer.concat(parts);
}

/** What signatures say; some stand deep in a file, so it is read as far as they need. */
async function signatureOf(store: Store, key: string): Promise<FileTypeResult | undefined> {
  const iterator = (await open(store, key))[Symbol.asyncIterator]();
  const stream = new ReadableStream<Uint8Array>({
    async pull(controller) {
      const { value, done } = await iterator.next();
      if (done) controller.close();
      else controller.enqueue(new Uint8Array(value));
    },
    cancel: async () => void (await iterator.return?.()),
  });
  try {
    return await fileTypeFromStream(stream);
  } catch {
    // A broken archive is not told apart any further; what it claims to be is then refused.
    return undefined;
  } finally {
    await iterator.return?.();
  }
}

export type Inspected = { name: string; contentType: string };

/**
 * Decides by its stored content what an uploaded file is. Refuses programs and whatever is called another thing than it is
 * with 422, naming `file`.
 */
export async function inspectFile(store: Store, file: ReceivedFile): Promise<Inspected> {
  const name = cleanFileName(file.name);
  const signature = await signatureOf(store, file.key);
  // XML is a text; what it is beyond that its first words tell.
  const isText = signature === undefined || signature.mime === 'application/xml';
  const found = isText ? (sniffText(await headOf(store, file)) ?? signature?.mime ?? null) : signature.mime;
  const verdict = judgeFile({ name, declaredType: file.declaredType, found });
  if ('refused' in verdict) throw invalidFields([fieldProblem('file', verdict.refused)]);
  return { name, contentType: verdict.contentType };
}
