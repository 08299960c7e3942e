import type { RecordKindName } from '#domain/events.ts';
import type { NotificationType } from '#domain/notifications.ts';
import { type Call, instant } from '#platform/access/call.ts';

/** What a record's notifications of one type asked for is done: nobody needs to read them any more. */
export async function settleNotifications(
  call: Call,
  about: { type: NotificationType; recordKind: RecordKindName; recordId: string },
): Promise<void> {
  await call.database
    .updateTable('notification')
    .set({ readAt: instant(call) })
    .where('orgId', '=', call.orgId)
    .where('type', '=', about.type)
    .where('recordKind', '=', about.recordKind)
    .where('recordId', '=', about.recordId)
    .where('readAt', 'is', null)
    .execute();
}
