import { illegalTransition } from '#domain/problems.ts';
import { addJob, type Call } from '#platform/access/call.ts';
import { attachedRecord } from '#records/attached.ts';
import { requireMayRetry, requireSees } from '../access.ts';
import { deliverMessage } from '../deliver-kind.ts';
import { lockMessage, type MessageRow } from '../queries.ts';
import { isWithdrawn } from '../queries-suppression.ts';
import { announceMessage, auditMessage } from '../traces.ts';
import { suppressed } from './send-message.ts';

/** Queues a failed message again, to the same address and with the same words. */
export async function retryMessage(call: Call, id: string): Promise<MessageRow> {
  const before = await lockMessage(call, id);
  await requireSees(call, before);
  requireMayRetry(call, before);
  if (before.status !== 'failed') {
    const from = before.status === 'sending' ? 'queued' : before.status;
    throw illegalTransition(from, 'queued', []);
  }
  if (await isWithdrawn(call, before.channel, before.address)) throw suppressed(before.channel);
  await call.database
    .updateTable('message')
    .set({ status: 'queued', lastError: null })
    .where('orgId', '=', call.orgId)
    .where('id', '=', id)
    .execute();
  addJob(call, { name: deliverMessage.name, data: { orgId: call.orgId, messageId: id } });
  const after = await lockMessage(call, id);
  auditMessage(call, 'retried', after);
  announceMessage(call, 'message.updated', await attachedRecord(call, after), after);
  return after;
}
