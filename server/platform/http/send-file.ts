import { Readable } from 'node:stream';
import type { FastifyReply } from 'fastify';
import type { FileAnswer } from './endpoint.ts';

/** RFC 6266: the name in ASCII for old clients, and as UTF-8 for all others. */
export function contentDisposition(fileName: string, kind: 'attachment' | 'inline' = 'attachment'): string {
  const ascii = fileName.replace(/[^\x20-\x7e]|["\\]/g, '_');
  return `${kind}; filename="${ascii}"; filename*=UTF-8''${encodeURIComponent(fileName)}`;
}

// What somebody uploaded runs nothing and loads nothing, wherever it is opened. A browser shows no PDF in a sandbox, and
// runs none of it as a page; its viewer is drawn by an object and an inline style.
const sandbox = "default-src 'none'; style-src 'unsafe-inline'; sandbox; frame-ancestors 'self'";
const pdfViewer = "default-src 'none'; style-src 'unsafe-inline'; object-src 'self'; frame-ancestors 'self'";

function addStoredHeaders(reply: FastifyReply, { contentType, stored }: FileAnswer): void {
  if (!stored) return;
  const { size, part, etag } = stored;
  reply
    .header('accept-ranges', 'bytes')
    .header('etag', etag)
    .header('cache-control', 'private, no-cache')
    .header('content-length', part ? part.to - part.from + 1 : size)
    .header('content-security-policy', contentType === 'application/pdf' ? pdfViewer : sandbox)
    .header('x-frame-options', 'SAMEORIGIN')
    .header('x-content-type-options', 'nosniff')
    .header('cross-origin-resource-policy', 'same-origin');
  if (part) reply.header('content-range', `bytes ${part.from}-${part.to}/${size}`);
}

/** Streams a file answer; the reader's pace decides how fast chunks are made. */
export function sendFile(reply: FastifyReply, file: FileAnswer): FastifyReply {
  const { stored, fileName } = file;
  const disposition = contentDisposition(fileName, stored?.inline ? 'inline' : 'attachment');
  reply.header('content-disposition', disposition).header('cache-control', 'no-store');
  addStoredHeaders(reply, file);
  if (file.headers) reply.headers(file.headers);
  return reply
    .code(stored?.part ? 206 : 200)
    .type(file.contentType)
    .send(Readable.from(file.chunks, { objectMode: false }));
}
