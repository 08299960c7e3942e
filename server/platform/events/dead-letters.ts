import { notFound } from '#domain/problems.ts';
import { audit, type Call, instant } from '../access/call.ts';
import { requireCapability } from '../access/can.ts';
import type { Queue } from '../jobs/queue.ts';

/** Work that failed for good: an event that a consumer never took, or a job. */
export type DeadLetter =
  | {
      kind: 'event';
      id: string;
      consumer: string;
      type: string;
      recordKind: string | null;
      recordId: string | null;
      tries: number;
      message: string | null;
      failedAt: string;
    }
  | { kind: 'job'; id: string; name: string; message: string | null; failedAt: string };

/** Names one dead letter: an event is dead for one consumer, not for all. */
export type DeadLetterRef = { kind: 'event'; id: string; consumer: string } | { kind: 'job'; id: string };

const mostShown = 200;

/** The company's dead letters, newest first, at most 200 of events and 200 of jobs. Needs `settings.jobs.manage`. */
export async function findDeadLetters(call: Call, queue: Queue): Promise<DeadLetter[]> {
  requireCapability(call, 'settings.jobs.manage');
  const rows = await call.database
    .selectFrom('outboxDelivery as debt')
    .innerJoin('outbox as event', (join) =>
      join.onRef('event.orgId', '=', 'debt.orgId').onRef('event.id', '=', 'debt.eventId'),
    )
    .select(['event.id', 'event.type', 'event.recordKind', 'event.recordId'])
    .select(['debt.consumer', 'debt.attempts', 'debt.lastError', 'debt.deadAt'])
    .where('debt.orgId', '=', call.orgId)
    .where('event.orgId', '=', call.orgId)
    .where('debt.deadAt', 'is not', null)
    .orderBy('debt.deadAt', 'desc')
    .limit(mostShown)
    .execute();
  const events = rows.map(({ id, consumer, type, recordKind, recordId, attempts, lastError, deadAt }) => ({
    kind: 'event' as const,
    id,
    consumer,
    type,
    recordKind,
    recordId,
    tries: attempts,
    message: lastError,
    failedAt: deadAt as string,
  }));
  const failed = (await queue.findFailed(call)).slice(0, mostShown);
  const jobs = failed.map(({ id, name, message, failedAt }) => ({
    kind: 'job' as const,
    id,
    name,
    message,
    failedAt,
  }));
  return [...events, ...jobs].sort((a, b) => b.failedAt.localeCompare(a.failedAt));
}

/**
 * Tries a dead letter again, with as many tries as a new one. Later events of its record have gone on without it, so
 * it comes out of order. Needs `settings.jobs.manage`; not found when it is another company's, or not dead.
 */
export async function retryDeadLetter(call: Call, queue: Queue, letter: DeadLetterRef): Promise<void> {
  requireCapability(call, 'settings.jobs.manage');
  const found =
    letter.kind === 'job' ? await queue.retryFailed(call, letter.id) : await revive(call, queue, letter);
  if (!found) throw notFound('dead letter');
  audit(call, { action: 'dead_letter.retried', after: letter });
}

async function revive(call: Call, queue: Queue, letter: { id: string; consumer: string }): Promise<boolean> {
  const { numUpdatedRows } = await call.database
    .updateTable('outboxDelivery')
    .set({ attempts: 0, deadAt: null, nextAttemptAt: instant(call) })
    .where('orgId', '=', call.orgId)
    .where('consumer', '=', letter.consumer)
    .where('eventId', '=', letter.id)
    .where('deadAt', 'is not', null)
    .executeTakeFirst();
  if (numUpdatedRows === 0n) return false;
  await queue.wakeDelivery(call);
  return true;
}
