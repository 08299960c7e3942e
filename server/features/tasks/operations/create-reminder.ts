import { fieldProblem } from '#domain/field-errors.ts';
import { invalidFields, Problem } from '#domain/problems.ts';
import type { ReminderCreate } from '#domain/tasks.ts';
import { type Call, instant } from '#platform/access/call.ts';
import { newId } from '#platform/database/id.ts';
import { recordToAttachTo } from '#records/attached.ts';
import type { RecordRow } from '#records/kind.ts';
import { dueAt, remindBefore } from '../due.ts';
import { getReminder, type ReminderRow } from '../queries-reminders.ts';
import { zoneOf } from '../queries-zones.ts';

/** So many minutes before the task is due, on the clock of whoever is to do it. */
async function beforeDue(call: Call, kind: string, row: RecordRow, minutesBefore: number): Promise<string> {
  if (kind !== 'task' || !row.dueDate) throw invalidFields([fieldProblem('minutesBefore', 'not_allowed')]);
  const zone = await zoneOf(call, row.ownerId);
  return remindBefore(dueAt(row.dueDate as string, row.dueTime as string | null, zone), minutesBefore);
}

/** Reminds the member themselves of a record or a task that they see. */
export async function createReminder(call: Call, body: ReminderCreate): Promise<ReminderRow> {
  const { memberId } = call.actor;
  if (memberId === null) throw new Problem('forbidden', { detail: 'Only a member can be reminded.' });
  const { recordKind, recordId, minutesBefore = null, note = null } = body;
  const { row } = await recordToAttachTo(call, { recordKind, recordId });
  const remindAt = body.remindAt ?? (await beforeDue(call, recordKind, row, minutesBefore ?? 0));
  const id = newId(call.now.getTime());
  const values = { recordKind, recordId, remindAt, minutesBefore, note };
  await call.database
    .insertInto('reminder')
    .values({ orgId: call.orgId, id, memberId, ...values, createdAt: instant(call) })
    .execute();
  return getReminder(call, id);
}
