import { sql } from 'kysely';
import { noteContacted } from '#features/contacts/operations/note-contacted.ts';
import type { Call } from '#platform/access/call.ts';
import { type ClaimResult, claimRow, type End, type Outgoing, settleRow } from '#platform/mail/claim.ts';
import { allKinds } from '#records/kind.ts';
import { findRecord } from '#records/read-record.ts';
import { type ClaimedMessage, claimedColumns } from './queries.ts';
import { isWithdrawn } from './queries-suppression.ts';
import { announceMessage } from './traces.ts';

const rowOf = (call: Call, id: string): Outgoing => ({
  table: 'message',
  row: sql`org_id = ${call.orgId} and id = ${id}`,
});

/** Writes down how the sending of a message ended, and tells. False when the message is in other hands by now. */
export async function settleMessage(
  call: Call,
  id: string,
  message: ClaimedMessage,
  end: End,
): Promise<boolean> {
  if (!(await settleRow(call.database, rowOf(call, id), message.claimedUntil, end))) return false;
  const kind = allKinds().find(({ name }) => name === message.recordKind);
  const row = kind ? await findRecord(call, kind, message.recordId) : null;
  if (kind && row)
    announceMessage(call, 'message.updated', { kind, row }, { ...message, id, status: end.status });
  if (end.status === 'sent' && message.recipientKind === 'contact' && message.recipientId !== null)
    await noteContacted(call, [message.recipientId], end.at.toISOString());
  return true;
}

/**
 * Takes a message to send it. Whoever withdrew their consent since it was written is spared: then it ends as suppressed,
 * and nothing is claimed.
 */
export async function claimMessage(
  call: Call,
  id: string,
  leaseMs: number,
): Promise<ClaimResult<ClaimedMessage>> {
  const lease = { now: call.now, leaseMs };
  const result = await claimRow<ClaimedMessage>(call.database, rowOf(call, id), claimedColumns, lease);
  if (!result.claimed) return result;
  const message = { ...result.claimed };
  if (!(await isWithdrawn(call, message.channel, message.address))) return { claimed: message };
  await settleMessage(call, id, message, { status: 'suppressed', error: 'Consent was withdrawn.' });
  return { claimed: null, status: 'done' };
}
