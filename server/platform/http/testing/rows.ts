import { setTimeout as wait } from 'node:timers/promises';
import { sql } from 'kysely';
import { z } from 'zod';
import { Problem } from '#domain/problems.ts';
import { audit } from '../../access/call.ts';
import { type Endpoint, endpoint } from '../endpoint.ts';

const params = z.object({ id: z.uuid() });
const body = z.strictObject({ word: z.string().min(1).max(50), count: z.number().optional() });

/** Rows that show the ways of a request without any business. Their effect is an audit entry. */
export const testRows: readonly Endpoint[] = [
  endpoint({
    method: 'GET',
    path: '/test/things',
    summary: 'Who asks.',
    tag: 'test',
    access: 'read',
    capability: 'crm.leads.view',
    query: z.strictObject({ limit: z.coerce.number().int().max(200).optional() }),
    answer: z.object({ name: z.string(), limit: z.number() }),
    run: async (call, { query }) => ({ name: call.actor.name, limit: query.limit ?? 50 }),
  }),
  endpoint({
    method: 'POST',
    path: '/test/things',
    summary: 'Note a word.',
    tag: 'test',
    access: 'write',
    body,
    status: 201,
    answer: z.object({ id: z.string(), word: z.string(), version: z.number() }),
    run: async (call, input) => {
      audit(call, { action: 'test.noted', after: input.body });
      return { id: call.requestId, word: input.body.word, version: 1 };
    },
  }),
  endpoint({
    method: 'PATCH',
    path: '/test/things/:id',
    summary: 'Change version 3.',
    tag: 'test',
    access: 'write',
    params,
    body,
    answer: z.object({ version: z.number() }),
    run: async (_, { ifMatch }) => {
      if (ifMatch !== null && ifMatch !== 3) {
        throw new Problem('stale_version', { detail: 'The version is 3.', version: 3 });
      }
      return { version: 4 };
    },
  }),
  endpoint({
    method: 'DELETE',
    path: '/test/things/:id',
    summary: 'Nothing to say.',
    tag: 'test',
    access: 'write',
    params,
    run: async () => undefined,
  }),
  endpoint({
    method: 'GET',
    path: '/test/guarded',
    summary: 'Needs a capability that few have.',
    tag: 'test',
    access: 'read',
    capability: 'settings.audit.view',
    answer: z.object({}),
    run: async () => ({}),
  }),
  endpoint({
    method: 'GET',
    path: '/test/accounting',
    summary: 'Needs a module.',
    tag: 'test',
    access: 'read',
    module: 'projects',
    answer: z.object({}),
    run: async () => ({}),
  }),
  endpoint({
    method: 'GET',
    path: '/test/slow',
    summary: 'Takes its time in the database.',
    tag: 'test',
    access: 'read',
    query: z.strictObject({ seconds: z.coerce.number().max(10) }),
    answer: z.object({ slept: z.number() }),
    run: async (call, { query }) => {
      await sql`select pg_sleep(${query.seconds})`.execute(call.database);
      return { slept: query.seconds };
    },
  }),
  endpoint({
    method: 'GET',
    path: '/test/broken',
    summary: 'A fault with a secret in it.',
    tag: 'test',
    access: 'read',
    answer: z.object({}),
    run: async () => {
      throw new Error('the secret of the house');
    },
  }),
  endpoint({
    method: 'GET',
    path: '/test/unlike',
    summary: 'Answers more than it says.',
    tag: 'test',
    access: 'read',
    answer: z.object({ named: z.string() }),
    run: async () => ({ named: 'yes', leaked: 'yes' }),
  }),
  endpoint({
    method: 'GET',
    path: '/test/file.csv',
    summary: 'A file in pieces.',
    tag: 'test',
    access: 'file',
    run: async () => ({ contentType: 'text/csv; charset=utf-8', fileName: 'ملف "1".csv', chunks: pieces() }),
  }),
  endpoint({
    method: 'POST',
    path: '/test/door',
    summary: 'Anybody may try, a little.',
    tag: 'test',
    access: 'public',
    mostPerMinute: 3,
    body,
    answer: z.object({ word: z.string() }),
    run: async (_, input) => ({ word: input.body.word }),
  }),
];

async function* pieces(): AsyncIterable<string> {
  for (const line of ['a,b\n', '1,2\n', '3,4\n']) {
    await wait(1);
    yield line;
  }
}
