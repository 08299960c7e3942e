import { sql } from 'kysely';
import type { Call } from '#platform/access/call.ts';

/**
 * Runs a part of a transaction that may fail alone: what it wrote and what it left to tell is taken back with the error that
 * it throws, and the rest goes on.
 */
export async function inSavepoint<T>(call: Call, run: () => Promise<T>): Promise<T> {
  const { audit, events, jobs } = call.pending;
  const lengths = [audit.length, events.length, jobs.length] as const;
  await sql`savepoint part`.execute(call.database);
  try {
    const result = await run();
    await sql`release savepoint part`.execute(call.database);
    return result;
  } catch (error) {
    await sql`rollback to savepoint part`.execute(call.database);
    await sql`release savepoint part`.execute(call.database);
    [audit.length, events.length, jobs.length] = lengths;
    throw error;
  }
}
