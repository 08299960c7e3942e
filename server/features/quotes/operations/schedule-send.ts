import { Problem } from '#domain/problems.ts';
import type { QuoteSendBody } from '#domain/sends.ts';
import { type Call, instant } from '#platform/access/call.ts';
import { newId } from '#platform/database/id.ts';
import type { RecordRow } from '#records/kind.ts';
import { lockRecord } from '#records/read-record.ts';
import { writeChange } from '#records/update-record.ts';
import { quoteKind } from '../kind.ts';
import { lockWaiting } from '../queries-scheduled.ts';
import { endScheduled } from './end-scheduled-send.ts';
import { requireSendable } from './send-quote.ts';

/**
 * Sets the sending of a draft for a time, in place of the one that was set before. It stays a draft and cannot be edited;
 * whether it may go out is asked now, and again when its time has come.
 */
export async function scheduleSend(
  call: Call,
  id: string,
  { scheduledAt, message, notifyBySms, language }: QuoteSendBody & { scheduledAt: string },
  ifMatch: number | null,
): Promise<RecordRow> {
  const quote = await lockRecord(call, quoteKind, id);
  await requireSendable(call, quote, { ifMatch, at: scheduledAt });
  const { memberId } = call.actor;
  if (memberId === null) throw new Problem('forbidden', { detail: 'Only a member sets a time.' });
  await lockWaiting(call, id);
  await endScheduled(call, id, { status: 'cancelled' });
  await call.database
    .insertInto('scheduledSend')
    .values({
      orgId: call.orgId,
      id: newId(call.now.getTime()),
      scopeId: quote.scopeId,
      scopePath: quote.scopePath,
      quoteId: id,
      at: scheduledAt,
      message: message ?? null,
      notifyBySms: notifyBySms ?? false,
      language: language ?? null,
      createdBy: memberId,
      createdAt: instant(call),
    })
    .execute();
  return writeChange(
    call,
    quoteKind,
    quote,
    { scheduledAt },
    { event: 'quote.scheduled', payload: { scheduledAt } },
  );
}
