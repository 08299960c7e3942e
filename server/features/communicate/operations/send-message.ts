import type { RecordKindName } from '#domain/events.ts';
import { type MessageChannel, messageLimits } from '#domain/messages.ts';
import { normalizePhone } from '#domain/phones.ts';
import { Problem } from '#domain/problems.ts';
import { addJob, type Call, instant } from '#platform/access/call.ts';
import { newId } from '#platform/database/id.ts';
import { headerText, isMailAddress } from '#platform/mail/draft.ts';
import { recordToAttachTo } from '#records/attached.ts';
import { deliverMessage } from '../deliver-kind.ts';
import { type Message, presentMessage } from '../present.ts';
import { type Attachment, getMessage } from '../queries.ts';
import { emailReady, smsReady } from '../queries-channels.ts';
import { isWithdrawn } from '../queries-suppression.ts';
import { announceMessage, auditMessage } from '../traces.ts';

export type MessageDraft = {
  channel: MessageChannel;
  /** One email address, or a telephone number with its country. Resolved by the server, never typed by a client. */
  to: string;
  /** Emails have one. */
  subject?: string;
  /** Plain text. */
  body: string;
  html?: string;
  /** Objects of the store that are kept there; their content is read when the message is sent. */
  attachments?: readonly Attachment[];
  /** Where the message stands: on this record's timeline, behind its walls. */
  recordKind: RecordKindName;
  recordId: string;
  /** The lead or contact it is written to; shows it on theirs too. */
  recipient?: { kind: RecordKindName; id: string };
  /** Where answers to an email go. Default: the address of the member who writes. Null: to the sender's address. */
  replyTo?: string | null;
  /** What becomes of a message that may not be sent: the whole operation is refused, or it is kept as suppressed. */
  onSuppressed?: 'refuse' | 'note';
};

/** The address as providers take it. Throws 422 `no_recipient` where it is none. */
export function reachableAddress(channel: MessageChannel, to: string, country?: string | null): string {
  const address = channel === 'email' ? to.trim() : normalizePhone(to, country);
  if (address !== null && (channel === 'sms' || isMailAddress(address))) return address;
  throw new Problem('no_recipient', {
    detail:
      channel === 'email' ? 'There is no usable email address.' : 'There is no usable telephone number.',
    channel,
  });
}

export function suppressed(channel: MessageChannel): Problem {
  return new Problem('recipient_suppressed', {
    detail: 'The recipient does not want to be written to on this channel.',
    channel,
  });
}

// PostgreSQL keeps no U+0000, and no message needs one.
const storable = (text: string) => text.replaceAll('\u0000', '');

function checkedContent(call: Call, draft: MessageDraft) {
  const { channel, attachments = [] } = draft;
  const subject = channel === 'email' ? headerText(draft.subject ?? '') : null;
  const body = storable(draft.body);
  if (subject === '') throw new RangeError('An email needs a subject.');
  if (body.trim() === '' || body.length > messageLimits[channel])
    throw new RangeError(`A message has between 1 and ${messageLimits[channel]} characters.`);
  if (attachments.length > messageLimits.attachments || (channel === 'sms' && attachments.length > 0))
    throw new RangeError('This message may not carry these attachments.');
  return {
    subject,
    body,
    bodyHtml: channel === 'email' && draft.html !== undefined ? storable(draft.html) : null,
    attachments: JSON.stringify(attachments.map((one) => attachable(call, one))),
  };
}

function attachable(call: Call, { key, name, contentType }: Attachment): Attachment {
  if (!key.startsWith(`${call.orgId}/`)) throw new RangeError('An attachment is not of this company.');
  return {
    key,
    name: headerText(name).replace(/[/\\]/g, '-') || 'attachment',
    contentType: headerText(contentType),
  };
}

async function replyAddress(call: Call, { channel, replyTo }: MessageDraft): Promise<string | null> {
  if (channel === 'sms' || replyTo === null) return null;
  if (replyTo !== undefined) return reachableAddress('email', replyTo);
  if (call.actor.kind !== 'member' || call.actor.memberId === null) return null;
  const member = await call.database
    .selectFrom('member')
    .select('email')
    .where('orgId', '=', call.orgId)
    .where('id', '=', call.actor.memberId)
    .executeTakeFirst();
  return member?.email ?? null;
}

/**
 * Writes a message at a record, in the call's own transaction: it is sent if and only if that commits. Without a provider
 * it is kept as simulated. Whether the actor may send is for the caller to ask. Throws 422 `no_recipient` for anything
 * but one usable address, 409 `recipient_suppressed` where consent was withdrawn, and a RangeError for content that the
 * caller should have checked (`messageLimits`).
 */
export async function sendMessage(call: Call, draft: MessageDraft): Promise<Message> {
  const place = await recordToAttachTo(call, draft);
  const { channel, recipient } = draft;
  const address = reachableAddress(channel, draft.to);
  const content = checkedContent(call, draft);
  const blocked = await isWithdrawn(call, channel, address);
  if (blocked && draft.onSuppressed !== 'note') throw suppressed(channel);
  const ready = channel === 'email' ? await emailReady(call) : await smsReady(call);
  const status = blocked ? 'suppressed' : ready ? 'queued' : 'simulated';
  const id = newId(call.now.getTime());
  const { kind: actorKind, id: actorId, name: actorName, memberId } = call.actor;
  await call.database
    .insertInto('message')
    .values({
      ...content,
      orgId: call.orgId,
      id,
      scopeId: place.row.scopeId,
      scopePath: place.row.scopePath,
      recordKind: place.kind.name,
      recordId: place.row.id,
      recipientKind: recipient?.kind ?? null,
      recipientId: recipient?.id ?? null,
      channel,
      status,
      address,
      replyTo: await replyAddress(call, draft),
      actorKind,
      actorId,
      actorName,
      lastError: blocked ? 'Consent was withdrawn.' : null,
      createdAt: instant(call),
      createdBy: memberId,
      sentAt: status === 'simulated' ? instant(call) : null,
    })
    .execute();
  // A simulated one goes to the worker too, which says so in the log.
  if (!blocked) addJob(call, { name: deliverMessage.name, data: { orgId: call.orgId, messageId: id } });
  const row = await getMessage(call, id);
  auditMessage(call, 'created', row);
  announceMessage(call, 'message.created', place, row);
  return presentMessage(call, row);
}
