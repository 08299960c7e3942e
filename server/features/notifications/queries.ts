import { sql } from 'kysely';
import {
  type NotificationChoice,
  type NotificationType,
  notificationTypeNames,
  notificationTypes,
} from '#domain/notifications.ts';
import type { Call } from '#platform/access/call.ts';

export type NotificationRow = {
  id: string;
  type: string;
  recordKind: string | null;
  recordId: string | null;
  data: unknown;
  count: number;
  actorId: string | null;
  actorName: string | null;
  createdAt: string;
  readAt: string | null;
};

/** One's own, newest first; one more than `limit` when there is a further page. */
export function listNotifications(
  call: Call,
  page: { after: { at: string; id: string } | null; unread: boolean; limit: number },
): Promise<NotificationRow[]> {
  let query = call.database
    .selectFrom('notification')
    .select(['id', 'type', 'recordKind', 'recordId', 'data', 'count', 'actorId', 'actorName'])
    .select(['createdAt', 'readAt'])
    .where('orgId', '=', call.orgId)
    .where('memberId', '=', call.actor.memberId)
    .where('shown', '=', true);
  if (page.unread) query = query.where('readAt', 'is', null);
  const { after } = page;
  if (after) {
    query = query.where(sql<boolean>`(created_at, id) < (${after.at}::timestamptz, ${after.id}::uuid)`);
  }
  return query
    .orderBy('createdAt', 'desc')
    .orderBy('id', 'desc')
    .limit(page.limit + 1)
    .execute();
}

const mostCounted = 1000;

/** How many of one's own are unread; counting stops at a thousand. */
export async function countUnread(call: Call): Promise<number> {
  const { rows } = await sql<{ unread: number }>`
    select count(*)::int as unread from (
      select from notification
      where org_id = ${call.orgId} and member_id = ${call.actor.memberId} and shown and read_at is null
      limit ${mostCounted}) as found`.execute(call.database);
  return rows[0]?.unread ?? 0;
}

/** What a member chose for each type, the product's default where they chose nothing. */
export async function choicesOf(
  call: Call,
  memberId: string,
): Promise<Record<NotificationType, NotificationChoice>> {
  const rows = await call.database
    .selectFrom('notificationPreference')
    .select(['type', 'inApp', 'email'])
    .where('orgId', '=', call.orgId)
    .where('memberId', '=', memberId)
    .execute();
  const chosen = new Map(rows.map(({ type, inApp, email }) => [type, { inApp, email }]));
  return Object.fromEntries(
    notificationTypeNames.map((type) => [type, chosen.get(type) ?? notificationTypes[type]]),
  ) as Record<NotificationType, NotificationChoice>;
}
