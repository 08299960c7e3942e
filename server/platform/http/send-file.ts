import { Readable } from 'node:stream';
import type { FastifyReply } from 'fastify';
import type { FileAnswer } from './endpoint.ts';

/** RFC 6266: the name in ASCII for old clients, and as UTF-8 for all others. */
export function contentDisposition(fileName: string): string {
  const ascii = fileName.replace(/[^\x20-\x7e]|["\\]/g, '_');
  return `attachment; filename="${ascii}"; filename*=UTF-8''${encodeURIComponent(fileName)}`;
}

/** Streams a file answer; the reader's pace decides how fast chunks are made. */
export function sendFile(reply: FastifyReply, file: FileAnswer): FastifyReply {
  reply.header('content-disposition', contentDisposition(file.fileName)).header('cache-control', 'no-store');
  return reply
    .code(200)
    .type(file.contentType)
    .send(Readable.from(file.chunks, { objectMode: false }));
}
