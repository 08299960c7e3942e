import { type Call, instant } from '#platform/access/call.ts';
import { newId } from '#platform/database/id.ts';
import type { RecordRow } from '#records/kind.ts';
import { dueAt, remindBefore } from './due.ts';
import { zoneOf } from './queries-zones.ts';

type Due = Pick<RecordRow, 'id' | 'ownerId'> & { dueDate?: unknown; dueTime?: unknown };

async function dueOf(call: Call, task: Due): Promise<Date | null> {
  if (!task.dueDate) return null;
  return dueAt(
    task.dueDate as string,
    (task.dueTime as string | null) ?? null,
    await zoneOf(call, task.ownerId),
  );
}

function relative(call: Call, taskId: string) {
  return call.database
    .selectFrom('reminder')
    .selectAll()
    .where('orgId', '=', call.orgId)
    .where('recordId', '=', taskId)
    .where('minutesBefore', 'is not', null);
}

/** Moves the reminders that follow a task's due time, those that were not sent. A task without a date keeps them as they were. */
export async function moveReminders(call: Call, task: Due): Promise<void> {
  const due = await dueOf(call, task);
  if (!due) return;
  for (const { id, minutesBefore } of await relative(call, task.id).where('sentAt', 'is', null).execute()) {
    await call.database
      .updateTable('reminder')
      .set({ remindAt: remindBefore(due, minutesBefore ?? 0) })
      .where('orgId', '=', call.orgId)
      .where('id', '=', id)
      .execute();
  }
}

/** Gives the next occurrence of a task the reminders that the one before had. */
export async function copyReminders(call: Call, fromId: string, to: Due): Promise<void> {
  const due = await dueOf(call, to);
  if (!due) return;
  for (const { memberId, minutesBefore, note } of await relative(call, fromId).execute()) {
    await call.database
      .insertInto('reminder')
      .values({
        orgId: call.orgId,
        id: newId(call.now.getTime()),
        memberId,
        recordKind: 'task',
        recordId: to.id,
        remindAt: remindBefore(due, minutesBefore ?? 0),
        minutesBefore,
        note,
        createdAt: instant(call),
      })
      .execute();
  }
}
