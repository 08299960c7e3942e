import type { RecordKindName } from '#domain/events.ts';
import type { NotificationType } from '#domain/notifications.ts';
import { announce, type Call, instant, type Principal } from '#platform/access/call.ts';
import { memberIn } from '#platform/access/principal.ts';
import { newId } from '#platform/database/id.ts';
import { composeMail } from '#platform/mail/mail-html.ts';
import { queueMail } from '#platform/mail/queue-mail.ts';
import { allKinds } from '#records/kind.ts';
import { choicesOf } from '../queries.ts';
import { titlesFor } from '../titles.ts';
import { words } from '../words.ts';

export type NotifyDraft = {
  memberId: string;
  type: NotificationType;
  /** The record that it is about and that it opens. Its title is read when shown, if the reader may see it then. */
  recordKind?: RecordKindName | null;
  recordId?: string | null;
  /** Small facts for its sentence, such as `{ subject: 'Call back' }`; hidden from whoever may not see the record. */
  data?: Record<string, string | number>;
  /** Who did it, where that is not the call's actor. Null: nobody in particular. */
  actorId?: string | null;
  /** The same key tells the same member once, however often the work that tells is repeated. */
  key?: string;
  /** Counts up an unread one of the same type, kind and actor of the last ten minutes instead of adding another. */
  gather?: boolean;
};

const gatherMs = 10 * 60_000;

/**
 * Tells one member something, in the ways that they chose, in the caller's transaction: in the app (live) and by mail in
 * their own language. Nobody is told of their own deed, nor is a member who left. Answers the notification's id, or null
 * when nobody was told.
 */
export async function notify(call: Call, draft: NotifyDraft): Promise<string | null> {
  const actorId = draft.actorId === undefined ? call.actor.memberId : draft.actorId;
  if (actorId === draft.memberId) return null;
  const choice = (await choicesOf(call, draft.memberId))[draft.type];
  if (!choice.inApp && !choice.email) return null;
  const reader = await memberIn(call.database, call.orgId, draft.memberId);
  if (!reader) return null;
  const gathered = draft.gather ? await countUp(call, draft, actorId) : null;
  if (gathered) {
    tell(call, reader, gathered);
    return gathered;
  }
  const actorName = await nameOf(call, actorId);
  const id = await add(call, draft, { id: actorId, name: actorName }, choice.inApp);
  if (!id) return null;
  if (choice.inApp) tell(call, reader, id);
  if (choice.email) await mail(call, draft, reader, actorName);
  return id;
}

async function add(
  call: Call,
  draft: NotifyDraft,
  actor: { id: string | null; name: string | null },
  shown: boolean,
): Promise<string | null> {
  const row = await call.database
    .insertInto('notification')
    .values({
      orgId: call.orgId,
      id: newId(call.now.getTime()),
      memberId: draft.memberId,
      type: draft.type,
      recordKind: draft.recordKind ?? null,
      recordId: draft.recordId ?? null,
      data: JSON.stringify(draft.data ?? {}),
      key: draft.key ?? null,
      actorId: actor.id,
      actorName: actor.name,
      shown,
      createdAt: instant(call),
    })
    .onConflict((conflict) => conflict.constraint('notification_once').doNothing())
    .returning('id')
    .executeTakeFirst();
  return row?.id ?? null;
}

async function countUp(call: Call, draft: NotifyDraft, actorId: string | null): Promise<string | null> {
  const row = await call.database
    .updateTable('notification')
    .set((column) => ({ count: column('count', '+', 1), createdAt: instant(call) }))
    .where('orgId', '=', call.orgId)
    .where('memberId', '=', draft.memberId)
    .where('type', '=', draft.type)
    .where('recordKind', 'is not distinct from', draft.recordKind ?? null)
    .where('actorId', 'is not distinct from', actorId)
    .where('shown', '=', true)
    .where('readAt', 'is', null)
    .where('createdAt', '>', new Date(call.now.getTime() - gatherMs).toISOString())
    .returning('id')
    .executeTakeFirst();
  return row?.id ?? null;
}

function tell(call: Call, { homeNode, actor }: Principal, id: string): void {
  const place = { scopeId: homeNode.id, scopePath: homeNode.path, ownerId: actor.memberId };
  announce(call, {
    type: 'notification.created',
    record: { kind: 'notification', id, version: 1, ...place },
    ...(actor.memberId ? { audienceId: actor.memberId } : {}),
  });
}

async function nameOf(call: Call, actorId: string | null): Promise<string | null> {
  if (actorId === null) return null;
  if (actorId === call.actor.memberId && call.actor.kind === 'member') return call.actor.name;
  const member = await call.database
    .selectFrom('member')
    .select('name')
    .where('orgId', '=', call.orgId)
    .where('id', '=', actorId)
    .executeTakeFirst();
  return member?.name ?? null;
}

async function mail(
  call: Call,
  draft: NotifyDraft,
  reader: Principal,
  actorName: string | null,
): Promise<void> {
  const { recordKind = null, recordId = null } = draft;
  const title = recordId
    ? ((await titlesFor(call, reader, [{ recordKind, recordId }])).get(recordId) ?? null)
    : null;
  const { email } = await call.database
    .selectFrom('member')
    .select('email')
    .where('orgId', '=', call.orgId)
    .where('id', '=', draft.memberId)
    .executeTakeFirstOrThrow();
  const own = words[reader.locale];
  const data = recordId === null || title !== null ? (draft.data ?? {}) : {};
  const subject = own[draft.type]({ actor: actorName ?? 'Parley', title, data });
  const path = title === null ? '' : (allKinds().find(({ name }) => name === recordKind)?.path ?? '');
  const page = composeMail({
    locale: reader.locale,
    heading: subject,
    paragraphs: typeof data.excerpt === 'string' ? [data.excerpt] : [],
    ...(call.publicUrl
      ? { action: { label: own.open, url: `${call.publicUrl}${path}/${path && recordId}` } }
      : {}),
    footer: own.footer,
  });
  await queueMail(call, { to: email, subject, ...page });
}
