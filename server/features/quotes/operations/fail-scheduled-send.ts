import type { Problem } from '#domain/problems.ts';
import { notify } from '#features/notifications/operations/notify-member.ts';
import type { Call } from '#platform/access/call.ts';
import { lockRecord } from '#records/read-record.ts';
import { writeChange } from '#records/update-record.ts';
import { quoteKind } from '../kind.ts';
import { type DueSend, lockWaiting } from '../queries-scheduled.ts';
import { endScheduled } from './end-scheduled-send.ts';

/**
 * A sending could not be done at its time: says why, unlocks the quote, and tells its owner and whoever set the time. A
 * sending that waits no more is left alone.
 */
export async function failScheduledSend(
  call: Call,
  { id, quoteId, createdBy }: DueSend,
  problem: Pick<Problem, 'code' | 'data'>,
): Promise<void> {
  const quote = await lockRecord(call, quoteKind, quoteId);
  if ((await lockWaiting(call, quoteId))?.id !== id) return;
  const detail = (problem.data.detail ?? problem.code).slice(0, 500);
  await endScheduled(call, quoteId, { status: 'failed', problem: { code: problem.code, detail } });
  await writeChange(
    call,
    quoteKind,
    quote,
    { scheduledAt: null },
    {
      action: 'quote.send_failed',
      after: { scheduledAt: null, problem: problem.code, detail },
      event: 'quote.unscheduled',
      payload: { problem: problem.code },
    },
  );
  for (const memberId of new Set([quote.ownerId, createdBy])) {
    if (memberId === null) continue;
    await notify(call, {
      memberId,
      type: 'send_failed',
      recordKind: 'quote',
      recordId: quoteId,
      actorId: null,
      data: { problem: problem.code, excerpt: detail },
      key: `send failed ${id}`,
    });
  }
}
