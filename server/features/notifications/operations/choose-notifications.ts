import type { NotificationPreferencesBody } from '#domain/notifications.ts';
import { Problem } from '#domain/problems.ts';
import { audit, type Call } from '#platform/access/call.ts';
import { choicesOf } from '../queries.ts';

/** Keeps how the acting member wants to be told of each type that is named. */
export async function chooseNotifications(call: Call, { items }: NotificationPreferencesBody): Promise<void> {
  const { memberId } = call.actor;
  if (memberId === null) {
    throw new Problem('forbidden', { detail: 'Only a member can choose how they are told.' });
  }
  const before = await choicesOf(call, memberId);
  await call.database
    .insertInto('notificationPreference')
    .values(items.map(({ type, inApp, email }) => ({ orgId: call.orgId, memberId, type, inApp, email })))
    .onConflict((conflict) =>
      conflict.columns(['orgId', 'memberId', 'type']).doUpdateSet((row) => ({
        inApp: row.ref('excluded.inApp'),
        email: row.ref('excluded.email'),
      })),
    )
    .execute();
  audit(call, {
    action: 'member.notifications_chosen',
    recordKind: 'member',
    recordId: memberId,
    before: Object.fromEntries(items.map(({ type }) => [type, before[type]])),
    after: Object.fromEntries(items.map(({ type, inApp, email }) => [type, { inApp, email }])),
  });
}
