import { type SqlBool, sql } from 'kysely';
import type { MessageChannel } from '#domain/messages.ts';
import { notFound } from '#domain/problems.ts';
import type { Call } from '#platform/access/call.ts';
import { holds, reachCondition } from '#platform/access/can.ts';
import type { Claimed } from '#platform/mail/claim.ts';
import { attachedTable } from '#records/attached.ts';
import { allKinds, capabilityOf } from '#records/kind.ts';
import { olderThan, type TimelinePoint } from '#records/timeline.ts';

export type Attachment = { key: string; name: string; contentType: string };

export type MessageRow = {
  id: string;
  scopeId: string;
  scopePath: string;
  recordKind: string;
  recordId: string;
  recipientKind: string | null;
  recipientId: string | null;
  channel: MessageChannel;
  direction: 'inbound' | 'outbound';
  status: string;
  address: string;
  replyTo: string | null;
  subject: string | null;
  body: string;
  bodyHtml: string | null;
  attachments: Attachment[];
  lastError: string | null;
  actorKind: string;
  actorId: string | null;
  actorName: string;
  createdAt: string;
  createdBy: string | null;
  sentAt: string | null;
};

/** What a worker needs of a message to send it. */
export type ClaimedMessage = Claimed &
  Pick<
    MessageRow,
    | 'channel'
    | 'address'
    | 'replyTo'
    | 'subject'
    | 'body'
    | 'bodyHtml'
    | 'attachments'
    | 'recordKind'
    | 'recordId'
    | 'recipientKind'
    | 'recipientId'
  >;

export const claimedColumns = [
  'channel',
  'address',
  'reply_to',
  'subject',
  'body',
  'body_html',
  'attachments',
  'record_kind',
  'record_id',
  'recipient_kind',
  'recipient_id',
] as const;

attachedTable('message');

const columns = [
  'id',
  'scopeId',
  'scopePath',
  'recordKind',
  'recordId',
  'recipientKind',
  'recipientId',
  'channel',
  'direction',
  'status',
  'address',
  'replyTo',
  'subject',
  'body',
  'bodyHtml',
  'attachments',
  'lastError',
  'actorKind',
  'actorId',
  'actorName',
  'createdAt',
  'createdBy',
  'sentAt',
] as const;

const messages = (call: Call) =>
  call.database.selectFrom('message').select(columns).where('orgId', '=', call.orgId);

/** The message, or 404. Whether its record may be seen is for the caller to ask. */
export async function getMessage(call: Call, id: string): Promise<MessageRow> {
  const row = await messages(call).where('id', '=', id).executeTakeFirst();
  if (!row) throw notFound('message');
  return row as unknown as MessageRow;
}

/** As `getMessage`, and holds the row until the end of the transaction. */
export async function lockMessage(call: Call, id: string): Promise<MessageRow> {
  const row = await messages(call).where('id', '=', id).forNoKeyUpdate().executeTakeFirst();
  if (!row) throw notFound('message');
  return row as unknown as MessageRow;
}

/** Of messages to a person, those at records that the actor may see. */
function atSeenRecords(call: Call) {
  const kinds = allKinds().flatMap((kind) => {
    const view = capabilityOf(kind, 'view');
    if (!holds(call, view)) return [];
    const reach = reachCondition(call, view, kind.table);
    const seen = reach
      ? sql` and exists (select from ${sql.table(kind.table)} where ${sql.ref(`${kind.table}.orgId`)} = ${call.orgId}
          and ${sql.ref(`${kind.table}.id`)} = message.record_id and ${reach})`
      : sql``;
    return [sql`(message.record_kind = ${kind.name}${seen})`];
  });
  return kinds.length === 0 ? sql<SqlBool>`false` : sql<SqlBool>`(${sql.join(kinds, sql` or `)})`;
}

export type MessagePage = {
  channels: readonly MessageChannel[];
  before: TimelinePoint | null;
  limit: number;
};

/** Messages at any of these records or to any of them, newest first; at most `limit`. */
export async function listMessages(
  call: Call,
  ids: readonly string[],
  { channels, before, limit }: MessagePage,
): Promise<MessageRow[]> {
  if (channels.length === 0) return [];
  const wanted = sql`any (${[...ids]}::uuid[])`;
  let query = messages(call)
    .where(sql<SqlBool>`(record_id = ${wanted} or (recipient_id = ${wanted} and ${atSeenRecords(call)}))`)
    .where('channel', 'in', [...channels]);
  if (before) query = query.where(olderThan(before, 'createdAt'));
  const rows = await query.orderBy('createdAt', 'desc').orderBy('id', 'desc').limit(limit).execute();
  return rows as unknown as MessageRow[];
}
