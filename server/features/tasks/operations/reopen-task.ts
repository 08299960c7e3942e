import { type Call, instant } from '#platform/access/call.ts';
import { requireOn } from '#platform/access/can.ts';
import { type RecordRow, tablesOf } from '#records/kind.ts';
import { lockRecord, requireActive, requireVersion } from '#records/read-record.ts';
import { viewOf, writeChange } from '#records/update-record.ts';
import { taskKind } from '../kind.ts';

/**
 * Takes back that a task was done. The next occurrence that its completion had opened goes too, as long as nobody has
 * touched it; completing again brings it back.
 */
export async function reopenTask(call: Call, id: string, ifMatch: number | null): Promise<RecordRow> {
  const current = await lockRecord(call, taskKind, id);
  requireOn(call, 'crm.tasks.edit', current, viewOf(taskKind));
  requireVersion(current, ifMatch);
  if (current.status === 'open') return current;
  requireActive(current);
  const columns = { status: 'open', doneAt: null, doneBy: null };
  const row = await writeChange(call, taskKind, current, columns, { event: 'task.reopened' });
  const next = (await tablesOf(call)
    .selectFrom('task')
    .selectAll()
    .where('orgId', '=', call.orgId)
    .where('previousId', '=', id)
    .where('status', '=', 'open')
    .where('archivedAt', 'is', null)
    .forNoKeyUpdate()
    .executeTakeFirst()) as RecordRow | undefined;
  if (next && next.version === next.followedVersion) {
    await writeChange(call, taskKind, next, { archivedAt: instant(call) }, { event: 'task.archived' });
  }
  return row;
}
