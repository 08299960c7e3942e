import type { EventType } from '#domain/events.ts';
import { announce, audit, type Call } from '#platform/access/call.ts';
import { eventRecord } from '#records/create-record.ts';
import type { RecordKind, RecordRow } from '#records/kind.ts';
import type { MessageRow } from './queries.ts';

/** Tells whoever has the record open that a message was written, or how it fares. */
export function announceMessage(
  call: Call,
  type: EventType & `message.${string}`,
  { kind, row }: { kind: Pick<RecordKind, 'name'>; row: RecordRow },
  message: { id: string; channel: string; status: string },
): void {
  announce(call, {
    type,
    record: eventRecord(kind, row),
    payload: { messageId: message.id, channel: message.channel, status: message.status },
  });
}

/**
 * The audit entry of a message, under its own id, so that the record's timeline shows the message and not its entry as
 * well. What was written stands in the message; the entry says to whom and about what.
 */
export function auditMessage(
  call: Call,
  action: 'created' | 'retried',
  message: Pick<
    MessageRow,
    'id' | 'scopePath' | 'channel' | 'status' | 'address' | 'subject' | 'recordKind' | 'recordId'
  >,
): void {
  const { id, scopePath, channel, status, address, subject, recordKind, recordId } = message;
  audit(call, {
    action: `message.${action}`,
    recordKind: 'message',
    recordId: id,
    scopePath,
    after: { channel, status, to: address, subject, recordKind, recordId },
  });
}
