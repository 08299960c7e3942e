import { previewOf } from '#domain/file-types.ts';
import { Problem } from '#domain/problems.ts';
import type { FileAnswer, SessionContext } from '#platform/http/endpoint.ts';
import type { ByteRange } from '#platform/store/store.ts';
import { requireSees } from './access.ts';
import { getFile, getVersion, versionsById } from './queries.ts';

/**
 * The one part that a Range header asks for; null where the whole is to be sent: no header, several parts, another unit,
 * or words that mean nothing (RFC 9110 §14.2). Throws 416 where there are no such bytes.
 */
export function rangeOf(header: string | null, size: number): ByteRange | null {
  const [, first, last] = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(header ?? '') ?? [];
  if (first === undefined || last === undefined || first + last === '') return null;
  const from = first === '' ? Math.max(0, size - Number(last)) : Number(first);
  const to = first === '' || last === '' ? size - 1 : Math.min(Number(last), size - 1);
  if (first !== '' && last !== '' && Number(last) < from) return null;
  if (from < size && from <= to) return { from, to };
  throw new Problem('range_not_satisfiable', { detail: `The file has ${size} bytes.`, size });
}

type Asked = { id: string; number: number | undefined; inline: boolean };

/** The content of a file, or of one of its versions, as a whole or the part that the request asks for. */
export async function contentOf(context: SessionContext, { id, number, inline }: Asked): Promise<FileAnswer> {
  const { version, name } = await context.inCall('read', async (call) => {
    const file = await getFile(call, id);
    await requireSees(call, file);
    const newest = number === undefined;
    const found = newest
      ? (await versionsById(call, [file.versionId])).get(file.versionId)
      : await getVersion(call, id, number);
    if (!found) throw new Error('A file has no content.');
    return { version: found, name: newest ? file.name : found.name };
  });
  const { contentType, sha256 } = version;
  const size = Number(version.size);
  const etag = `"${sha256}"`;
  const { headers, services } = context;
  const condition = headers.get('if-range');
  const part = condition !== null && condition !== etag ? null : rangeOf(headers.get('range'), size);
  const chunks = await services.store.get(version.key, part ?? undefined);
  if (!chunks) throw new Error('The content of a file is not in the store.');
  const preview = previewOf(contentType);
  const shown = inline && preview !== null;
  return {
    // Markup is never named as such; what is shown as a text is a text, whatever else it may be.
    contentType: shown && preview === 'text' ? 'text/plain; charset=utf-8' : neutral(contentType),
    fileName: name,
    chunks,
    stored: { size, part, etag, inline: shown },
  };
}

const active = new Set(['text/html', 'image/svg+xml', 'application/xml']);

function neutral(contentType: string): string {
  return active.has(contentType) ? 'application/octet-stream' : contentType;
}
