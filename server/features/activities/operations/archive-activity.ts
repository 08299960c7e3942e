import type { ActivityType } from '#domain/activities.ts';
import { type Call, instant } from '#platform/access/call.ts';
import { requireVersion } from '#records/read-record.ts';
import { requireMayChange } from '../access.ts';
import { type ActivityRow, lockActivity } from '../queries.ts';
import { leaveTraces } from '../traces.ts';

type How = { types: readonly ActivityType[]; ifMatch: number | null; archived: boolean };

/** Takes an activity off the timeline, or puts it back. Twice is once. */
export async function archiveActivity(
  call: Call,
  id: string,
  { types, ifMatch, archived }: How,
): Promise<ActivityRow> {
  const current = await lockActivity(call, id, types);
  const place = await requireMayChange(call, current);
  requireVersion(current, ifMatch);
  if ((current.archivedAt !== null) === archived) return current;
  await call.database
    .updateTable('activity')
    .set({
      archivedAt: archived ? instant(call) : null,
      version: current.version + 1,
      updatedAt: instant(call),
      updatedBy: call.actor.memberId,
    })
    .where('orgId', '=', call.orgId)
    .where('id', '=', id)
    .execute();
  const row = await lockActivity(call, id);
  leaveTraces(call, archived ? 'activity.archived' : 'activity.restored', place, row, current);
  return row;
}
