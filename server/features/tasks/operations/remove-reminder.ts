import type { Call } from '#platform/access/call.ts';
import { getReminder } from '../queries-reminders.ts';

/** Takes away one of one's own reminders. */
export async function removeReminder(call: Call, id: string): Promise<void> {
  await getReminder(call, id);
  await call.database
    .deleteFrom('reminder')
    .where('orgId', '=', call.orgId)
    .where('memberId', '=', call.actor.memberId)
    .where('id', '=', id)
    .execute();
}
