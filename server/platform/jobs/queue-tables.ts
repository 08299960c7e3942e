import type { PgBoss, QueueResult } from 'pg-boss';
import type { JobKind } from './job.ts';

/** Where jobs end that failed for good, until someone sends them again. */
export const deadLetterQueue = 'dead-letters';

const daySeconds = 86_400;
// A worker that is killed stops answering for its jobs; after this long they are given to another one.
const heartbeatSeconds = 10;

function optionsOf(kind: JobKind) {
  return {
    retryLimit: kind.retryLimit,
    retryDelay: kind.retryDelaySeconds,
    retryBackoff: true,
    retryDelayMax: kind.retryDelayMostSeconds,
    expireInSeconds: kind.expireSeconds,
    retentionSeconds: 30 * daySeconds,
    deleteAfterSeconds: kind.keepSeconds,
    heartbeatSeconds,
    deadLetter: deadLetterQueue,
    // A NOTIFY inside the transaction that wants the job would make every such commit wait for the one before it,
    // because PostgreSQL commits notifying transactions one at a time. `wakeWorkers` does it from outside.
    notify: false,
  };
}

function differs(queue: QueueResult, wanted: ReturnType<typeof optionsOf>): boolean {
  return Object.entries(wanted).some(([name, value]) => queue[name as keyof QueueResult] !== value);
}

/** Makes the queues that are missing and brings the others up to their declaration. Needs no right to change tables. */
export async function ensureQueues(boss: PgBoss, kinds: readonly JobKind[]): Promise<void> {
  const existing = new Map((await boss.getQueues()).map((queue) => [queue.name, queue]));
  if (!existing.has(deadLetterQueue)) {
    await boss.createQueue(deadLetterQueue, { retentionSeconds: 90 * daySeconds, retryLimit: 0 });
  }
  for (const kind of kinds) {
    const queue = existing.get(kind.name);
    const options = optionsOf(kind);
    if (!queue) await boss.createQueue(kind.name, options);
    else if (differs(queue, options)) await boss.updateQueue(kind.name, options);
  }
}
