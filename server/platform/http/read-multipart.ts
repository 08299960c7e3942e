import { createHash } from 'node:crypto';
import multipart from '@fastify/multipart';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { fieldProblem } from '#domain/field-errors.ts';
import { invalidFields, isProblem, Problem } from '#domain/problems.ts';

/** What a multipart body brought beside the stored content of its file. */
export type Parts = {
  fields: Record<string, unknown>;
  file: { name: string; declaredType: string; size: number; sha256: string } | null;
};

type Content = AsyncIterable<Uint8Array>;

const mostFields = 50;
const mostFieldBytes = 64 * 1024;
// What boundaries, headers and fields may take beside the file.
const mostBesideFile = 1024 * 1024;
const noDataMs = 60_000;

/** Lets the routes of this instance, and no others, read multipart/form-data. */
export async function readMultipartBodies(app: FastifyInstance): Promise<void> {
  await app.register(multipart, { throwFileSizeLimit: false });
}

/** 413, with the limit for whoever words it. */
function tooLarge(mostBytes: number): Problem {
  return new Problem('too_large', { detail: `The file may have at most ${mostBytes} bytes.`, mostBytes });
}

function broken(error: unknown): Problem {
  if (isProblem(error)) return error;
  return new Problem('malformed_request', { detail: 'The multipart body is broken or ended early.' });
}

/** Counts and hashes content on its way to the store, and stops it at the limit. */
async function* measured(
  source: Content,
  mostBytes: number,
  totals: { size: number; hash: ReturnType<typeof createHash> },
): AsyncGenerator<Uint8Array> {
  try {
    for await (const chunk of source) {
      totals.size += chunk.length;
      if (totals.size > mostBytes) throw tooLarge(mostBytes);
      totals.hash.update(chunk);
      yield chunk;
    }
  } catch (error) {
    throw broken(error);
  }
}

/** Refuses what is no multipart body with 415, and what says that it is too large with 413, before it is read. */
export function admitMultipart(request: FastifyRequest, mostBytes: number): void {
  if (!request.isMultipart()) {
    throw new Problem('unsupported_media_type', { detail: 'Send the file as multipart/form-data.' });
  }
  const length = Number(request.headers['content-length']);
  if (length > mostBytes + mostBesideFile) throw tooLarge(mostBytes);
}

/**
 * Reads a multipart body once, from its first byte to its last: the part `file` goes to `put` as it comes, every other
 * part is a field. Refuses with 413 what is over `mostBytes`, with 400 what is broken and with 422 a second file or one
 * under another name.
 */
export async function readMultipart(
  request: FastifyRequest,
  { mostBytes, put }: { mostBytes: number; put(content: Content): Promise<void> },
): Promise<Parts> {
  // Whoever sends nothing for a minute is gone; how long the whole takes is up to their line.
  request.raw.setTimeout(noDataMs, () => request.raw.destroy());
  try {
    return await readParts(request, mostBytes, put);
  } catch (error) {
    // What is still coming is read and forgotten: the answer would not arrive before it.
    request.raw.unpipe();
    request.raw.resume();
    throw error;
  }
}

async function readParts(
  request: FastifyRequest,
  mostBytes: number,
  put: (content: Content) => Promise<void>,
): Promise<Parts> {
  const fields = new Map<string, unknown>();
  let file: Parts['file'] = null;
  const parts = request.parts({
    limits: { fileSize: mostBytes + 1, fields: mostFields, fieldSize: mostFieldBytes, parts: mostFields + 2 },
  });
  const next = async () => {
    try {
      return await parts.next();
    } catch (error) {
      throw broken(error);
    }
  };
  for (let step = await next(); !step.done; step = await next()) {
    const part = step.value;
    const { fieldname } = part;
    if (part.type === 'field') {
      if (part.valueTruncated)
        throw invalidFields([fieldProblem(fieldname, 'too_long', { max: mostFieldBytes })]);
      if (fields.has(fieldname)) throw invalidFields([fieldProblem(fieldname, 'duplicate')]);
      fields.set(fieldname, part.value);
      continue;
    }
    if (fieldname !== 'file') throw invalidFields([fieldProblem(fieldname, 'unknown_field')]);
    if (file) throw invalidFields([fieldProblem('file', 'duplicate')]);
    const totals = { size: 0, hash: createHash('sha256') };
    await put(measured(part.file, mostBytes, totals));
    const { size } = totals;
    file = {
      name: part.filename,
      declaredType: typeOnly(part.mimetype),
      size,
      sha256: totals.hash.digest('hex'),
    };
  }
  return { fields: Object.fromEntries(fields), file };
}

function typeOnly(contentType: string): string {
  return (contentType.split(';', 1)[0] ?? '').trim().toLowerCase().slice(0, 200);
}
