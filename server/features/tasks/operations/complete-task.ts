import { nextOccurrence, type Recurrence } from '#domain/recurrence.ts';
import { today } from '#domain/time-zones.ts';
import { announce, audit, type Call, instant } from '#platform/access/call.ts';
import { requireOn } from '#platform/access/can.ts';
import { newId } from '#platform/database/id.ts';
import { auditable, eventRecord } from '#records/create-record.ts';
import { type RecordRow, tablesOf } from '#records/kind.ts';
import { lockRecord, requireActive, requireVersion } from '#records/read-record.ts';
import { viewOf, writeChange } from '#records/update-record.ts';
import { taskKind } from '../kind.ts';
import { copyReminders } from '../move-reminders.ts';
import { zoneOf } from '../queries-zones.ts';

/**
 * Marks a task done. Done already, it stays as it is. One that recurs gets its next occurrence, exactly one however often
 * and from wherever this is called: the row is held, and no second task may follow the same one. Dates that were missed
 * are left out, so that a late check-in is not followed by all those that were due meanwhile.
 */
export async function completeTask(call: Call, id: string, ifMatch: number | null): Promise<RecordRow> {
  const current = await lockRecord(call, taskKind, id);
  requireOn(call, 'crm.tasks.edit', current, viewOf(taskKind));
  if (current.status === 'done') return current;
  requireVersion(current, ifMatch);
  requireActive(current);
  const columns = { status: 'done', doneAt: instant(call), doneBy: call.actor.memberId };
  const row = await writeChange(call, taskKind, current, columns, { event: 'task.completed' });
  if (row.recurrence) await openNext(call, row);
  return row;
}

async function openNext(call: Call, done: RecordRow): Promise<void> {
  const known = (await tablesOf(call)
    .selectFrom('task')
    .selectAll()
    .where('orgId', '=', call.orgId)
    .where('previousId', '=', done.id)
    .forNoKeyUpdate()
    .executeTakeFirst()) as RecordRow | undefined;
  if (known) {
    // Reopening had taken it back.
    if (known.archivedAt !== null && known.status === 'open') {
      const columns = { archivedAt: null, followedVersion: known.version + 1 };
      await writeChange(call, taskKind, known, columns, { event: 'task.restored' });
    }
    return;
  }
  const zone = await zoneOf(call, done.ownerId);
  const dueDate = nextOccurrence(
    done.anchorDate as string,
    done.recurrence as Recurrence,
    done.dueDate as string,
    today(call.now, zone),
  );
  if (dueDate !== null) await insertNext(call, done, dueDate);
}

/** The next one inherits what was checked when the first was made, so it is written as it stands. */
async function insertNext(call: Call, done: RecordRow, dueDate: string): Promise<void> {
  const at = instant(call);
  const row = (await tablesOf(call)
    .insertInto('task')
    .values({
      ...done,
      id: newId(call.now.getTime()),
      previousId: done.id,
      dueDate,
      status: 'open',
      doneAt: null,
      doneBy: null,
      version: 1,
      followedVersion: 1,
      createdAt: at,
      createdBy: call.actor.memberId,
      updatedAt: at,
      updatedBy: call.actor.memberId,
    })
    .returningAll()
    .executeTakeFirstOrThrow()) as RecordRow;
  audit(call, {
    action: 'task.created',
    recordKind: 'task',
    recordId: row.id,
    scopePath: row.scopePath,
    after: auditable(row),
  });
  announce(call, {
    type: 'task.created',
    record: eventRecord(taskKind, row),
    payload: { previousId: done.id },
  });
  await copyReminders(call, done.id, row);
}
