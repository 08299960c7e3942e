import type { ReminderPatch } from '#domain/tasks.ts';
import type { Call } from '#platform/access/call.ts';
import { getReminder, type ReminderRow } from '../queries-reminders.ts';

/** Puts off a reminder, or words it anew. One that was sent already and gets another time is sent again then. */
export async function changeReminder(call: Call, id: string, body: ReminderPatch): Promise<ReminderRow> {
  await getReminder(call, id);
  const { remindAt, note } = body;
  const columns = {
    ...(remindAt === undefined ? {} : { remindAt, minutesBefore: null, sentAt: null }),
    ...(note === undefined ? {} : { note }),
  };
  if (Object.keys(columns).length > 0) {
    await call.database
      .updateTable('reminder')
      .set(columns)
      .where('orgId', '=', call.orgId)
      .where('memberId', '=', call.actor.memberId)
      .where('id', '=', id)
      .execute();
  }
  return getReminder(call, id);
}
