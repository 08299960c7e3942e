import { fieldProblem } from '#domain/field-errors.ts';
import { invalidFields } from '#domain/problems.ts';
import { farthestAheadMs, type ScheduledSendStatus } from '#domain/sends.ts';
import { type Call, instant } from '#platform/access/call.ts';

export type End = {
  status: Exclude<ScheduledSendStatus, 'waiting'>;
  problem?: { code: string; detail: string };
};

/** Ends the sending of a quote that waits, if there is one. The caller holds the quote. */
export async function endScheduled(call: Call, quoteId: string, { status, problem }: End): Promise<void> {
  await call.database
    .updateTable('scheduledSend')
    .set({
      status,
      endedAt: instant(call),
      problemCode: problem?.code ?? null,
      problemDetail: problem?.detail ?? null,
    })
    .where('orgId', '=', call.orgId)
    .where('quoteId', '=', quoteId)
    .where('status', '=', 'waiting')
    .execute();
}

/** Whether a time is one to wait for; refused where it lies too far ahead. */
export function isAhead(call: Pick<Call, 'now'>, at: string | null | undefined): at is string {
  if (!at) return false;
  const aheadMs = Date.parse(at) - call.now.getTime();
  if (aheadMs > farthestAheadMs) {
    const max = new Date(call.now.getTime() + farthestAheadMs).toISOString();
    throw invalidFields([fieldProblem('scheduledAt', 'out_of_range', { max })]);
  }
  return aheadMs > 0;
}
