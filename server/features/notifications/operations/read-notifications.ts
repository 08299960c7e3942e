import type { NotificationsReadBody } from '#domain/notifications.ts';
import { announce, type Call, instant } from '#platform/access/call.ts';

/** Marks one's own notifications as read, some or all, and tells one's other windows. */
export async function readNotifications(call: Call, { ids }: NotificationsReadBody): Promise<void> {
  let update = call.database
    .updateTable('notification')
    .set({ readAt: instant(call) })
    .where('orgId', '=', call.orgId)
    .where('memberId', '=', call.actor.memberId)
    .where('readAt', 'is', null);
  if (ids) update = update.where('id', 'in', ids);
  const read = await update.returning('id').execute();
  const { memberId } = call.actor;
  const [first] = read;
  if (!first || memberId === null) return;
  const place = { scopeId: call.homeNode.id, scopePath: call.homeNode.path, ownerId: memberId };
  announce(call, {
    type: 'notification.read',
    record: { kind: 'notification', id: first.id, version: 1, ...place },
    audienceId: memberId,
  });
}
