import { notify } from '#features/notifications/operations/notify-member.ts';
import type { Call } from '#platform/access/call.ts';
import type { RecordRow } from '#records/kind.ts';

/** Tells whoever is to do a task now, unless they gave it to themselves. */
export async function tellAssignee(call: Call, task: RecordRow): Promise<void> {
  if (task.ownerId === null || task.status === 'done') return;
  await notify(call, {
    memberId: task.ownerId,
    type: 'task_assigned',
    recordKind: 'task',
    recordId: task.id,
    data: { subject: task.subject as string },
  });
}
