import { illegalTransition } from '#domain/problems.ts';
import type { Call } from '#platform/access/call.ts';
import { requireOn } from '#platform/access/can.ts';
import type { RecordRow } from '#records/kind.ts';
import { lockRecord, requireVersion } from '#records/read-record.ts';
import { viewOf, writeChange } from '#records/update-record.ts';
import { quoteKind } from '../kind.ts';
import { lockWaiting } from '../queries-scheduled.ts';
import { endScheduled } from './end-scheduled-send.ts';

/** Takes a sending back that still waits for its time: the quote is a draft like any other again. */
export async function cancelScheduledSend(
  call: Call,
  id: string,
  ifMatch: number | null,
): Promise<RecordRow> {
  const quote = await lockRecord(call, quoteKind, id);
  requireOn(call, 'crm.quotes.send', quote, viewOf(quoteKind));
  requireVersion(quote, ifMatch);
  if (!(await lockWaiting(call, id))) {
    throw illegalTransition(quote.status as string, 'unscheduled', []);
  }
  await endScheduled(call, id, { status: 'cancelled' });
  return writeChange(call, quoteKind, quote, { scheduledAt: null }, { event: 'quote.unscheduled' });
}
