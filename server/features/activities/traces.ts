import type { EventType } from '#domain/events.ts';
import { announce, audit, type Call } from '#platform/access/call.ts';
import { eventRecord } from '#records/create-record.ts';
import type { RecordKind, RecordRow } from '#records/kind.ts';
import type { ActivityRow } from './queries.ts';

const audited = [
  'recordKind',
  'recordId',
  'type',
  'subject',
  'plainText',
  'contactIds',
  'at',
  'durationMinutes',
  'direction',
  'outcome',
  'archivedAt',
] as const;

function facts(row: ActivityRow): Record<string, unknown> {
  return Object.fromEntries(audited.map((column) => [column, row[column]]));
}

/**
 * Leaves the audit entry under the activity's own id, so that the record's timeline shows the activity and not its entry
 * as well, and the event at the record, so that whoever has it open sees it at once.
 */
export function leaveTraces(
  call: Call,
  type: EventType & `activity.${string}`,
  { kind, row }: { kind: RecordKind; row: RecordRow },
  after: ActivityRow,
  before: ActivityRow | null,
): void {
  audit(call, {
    action: type,
    recordKind: 'activity',
    recordId: after.id,
    scopePath: after.scopePath,
    ...(before ? { before: facts(before) } : {}),
    after: facts(after),
  });
  announce(call, {
    type,
    record: eventRecord(kind, row),
    payload: { activityId: after.id, activityType: after.type },
  });
}
