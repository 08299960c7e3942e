import { Problem } from '#domain/problems.ts';
import type { Call } from '#platform/access/call.ts';
import { may, requireCapability, requireOn } from '#platform/access/can.ts';
import { attachedRecord } from '#records/attached.ts';
import { capabilityOf, type RecordKind, type RecordRow } from '#records/kind.ts';
import type { ActivityRow } from './queries.ts';

const write = 'crm.timeline.write';

/** Refuses to write at a record without the right to: reach `own` is for records that one owns. */
export function requireWriteAt(call: Call, kind: RecordKind, record: RecordRow): void {
  requireOn(call, write, record, { name: kind.name, view: capabilityOf(kind, 'view') });
}

/** Whether the actor may change what is written: one's own words, or with reach `all` anybody's. */
export function mayChange(
  call: Call,
  { scopePath, createdBy }: Pick<ActivityRow, 'scopePath' | 'createdBy'>,
): boolean {
  return may(call, write, { scopePath, ownerId: createdBy });
}

/**
 * The record of an activity that the actor is about to change: 404 where they may not see it, 403 where they may see it but
 * not change somebody else's words.
 */
export async function requireMayChange(
  call: Call,
  activity: ActivityRow,
): Promise<{ kind: RecordKind; row: RecordRow }> {
  const found = await attachedRecord(call, activity);
  if (mayChange(call, activity)) return found;
  requireCapability(call, write);
  throw new Problem('forbidden', {
    detail: `Changing what somebody else wrote needs the capability ${write} for all records.`,
    capability: write,
  });
}
