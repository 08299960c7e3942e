import type { FastifyRequest } from 'fastify';
import { fieldProblem } from '#domain/field-errors.ts';
import { invalidFields, isProblem, Problem } from '#domain/problems.ts';
import type { Call } from '../access/call.ts';
import { accessChanged } from '../database/transaction.ts';
import { forgetObject, keepObject, reserveObject } from '../store/stored-objects.ts';
import type { AnyInput, Endpoint, SessionContext, Uploaded } from './endpoint.ts';
import { admitMultipart, readMultipart } from './read-multipart.ts';
import type { WrittenAnswer } from './write-answer.ts';

export type UploadInput = AnyInput & Uploaded<unknown>;

type Steps = {
  /** Makes the row's input of the fields, or refuses them. */
  parse(fields: Record<string, unknown>): AnyInput;
  /** The row's work, in the transaction that keeps the object. */
  finish(call: Call, input: UploadInput): Promise<WrittenAnswer>;
};

type UploadRow = Extract<Endpoint, { access: 'upload' }>;
type Context = SessionContext & { orgId: string };

/**
 * The way of one upload: a line for the object, its content into the store, then one transaction that keeps it and does
 * the row's work. A kill anywhere leaves at most an object that nothing names, which a job removes; never a row without
 * its content.
 */
export async function receiveUpload(
  context: Context,
  row: UploadRow,
  request: FastifyRequest,
  steps: Steps,
): Promise<WrittenAnswer> {
  admitMultipart(request, row.mostBytes(context.services.config));
  const key = await context.inCall('write', reserveObject);
  try {
    const input = await stored(context, row, request, { key, steps });
    const answer = await context.inCall('write', async (call) => {
      const made = await steps.finish(call, input);
      if (!made.replayed) await keepObject(call, key);
      return made;
    });
    if (answer.replayed) await discard(context, key);
    return answer;
  } catch (error) {
    // After any other failure the transaction may have been committed all the same: then only the job may look.
    if (isProblem(error)) await discard(context, key);
    // The body has been read, so the request cannot start anew as others do.
    if (error === accessChanged) {
      throw new Problem('unavailable', { detail: 'Access rights are being changed right now; try again.' });
    }
    throw error;
  }
}

/** Stores the content and reads the fields. */
async function stored(
  context: Context,
  row: UploadRow,
  request: FastifyRequest,
  { key, steps }: { key: string; steps: Steps },
): Promise<UploadInput> {
  const { config, store } = context.services;
  const { fields, file } = await readMultipart(request, {
    mostBytes: row.mostBytes(config),
    put: (content) => store.put(key, content),
  });
  const parsed = steps.parse(fields);
  if (!file || file.size === 0) throw invalidFields([fieldProblem('file', 'required')]);
  const input = { ...parsed, file: { key, ...file } };
  const inspect = row.inspect as
    | ((context: SessionContext, input: AnyInput & Pick<UploadInput, 'file'>) => Promise<unknown>)
    | undefined;
  return { ...input, seen: await inspect?.(context, input) };
}

/** Removes what nobody will ask for; where that fails, the job does it later. */
async function discard(context: Context, key: string): Promise<void> {
  const { store, log } = context.services;
  try {
    await store.delete(key);
    await context.inCall('write', (call) => forgetObject(call, key));
  } catch (error) {
    log.warn({ err: error, key }, 'An object of a refused upload is left for the clean-up.');
  }
}
