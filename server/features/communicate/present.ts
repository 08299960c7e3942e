import { z } from 'zod';
import { messageChannels, messageStatuses } from '#domain/messages.ts';
import type { Call } from '#platform/access/call.ts';
import { mayRetry } from './access.ts';
import type { MessageRow } from './queries.ts';

export const messageSchema = z.object({
  id: z.uuid(),
  channel: z.enum(messageChannels),
  direction: z.enum(['inbound', 'outbound']),
  status: z.enum(messageStatuses),
  to: z.string(),
  subject: z.string().nullable(),
  body: z.string(),
  recordKind: z.string(),
  recordId: z.uuid(),
  recipient: z.object({ kind: z.string(), id: z.uuid() }).nullable(),
  attachments: z.array(z.object({ name: z.string(), contentType: z.string() })),
  /** Why it failed, was suppressed, or still waits after a try, in the provider's words. */
  error: z.string().nullable(),
  actor: z.object({ kind: z.string(), id: z.string().nullable(), name: z.string() }),
  createdAt: z.string(),
  createdBy: z.uuid().nullable(),
  sentAt: z.string().nullable(),
  abilities: z.object({ retry: z.boolean() }),
});

export type Message = z.output<typeof messageSchema>;

// The address of a document that a customer opens without an account ends in such a token.
const publicLinks = /\/p\/[\w-]{64}/g;

/** A message's words. Whoever holds a customer's link can answer in their name: it is told to those who may send such. */
function bodyFor(call: Call, row: MessageRow): string {
  return mayRetry(call, row) ? row.body : row.body.replace(publicLinks, '/p/…');
}

/** A message as the API shows it. That a worker has it in hand is no news: it is still queued. */
export function presentMessage(call: Call, row: MessageRow): Message {
  return {
    id: row.id,
    channel: row.channel,
    direction: row.direction,
    status: (row.status === 'sending' ? 'queued' : row.status) as Message['status'],
    to: row.address,
    subject: row.subject,
    body: bodyFor(call, row),
    recordKind: row.recordKind,
    recordId: row.recordId,
    recipient:
      row.recipientKind !== null && row.recipientId !== null
        ? { kind: row.recipientKind, id: row.recipientId }
        : null,
    attachments: row.attachments.map(({ name, contentType }) => ({ name, contentType })),
    error: row.lastError,
    actor: { kind: row.actorKind, id: row.actorId, name: row.actorName },
    createdAt: row.createdAt,
    createdBy: row.createdBy,
    sentAt: row.sentAt,
    abilities: { retry: row.status === 'failed' && mayRetry(call, row) },
  };
}
