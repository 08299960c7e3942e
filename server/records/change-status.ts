import type { EventType } from '#domain/events.ts';
import { type Call, instant } from '#platform/access/call.ts';
import { newId } from '#platform/database/id.ts';
import { type RecordKind, type RecordRow, tablesOf, type Values } from './kind.ts';
import { writeChange } from './update-record.ts';

export type StatusChange = {
  /** The column that holds the state: `status`, or `stage` for opportunities. */
  column: 'status' | 'stage';
  to: string;
  reason?: string | null;
  /** What else changes with the state. */
  columns?: Values;
  event: EventType;
  payload?: Record<string, unknown>;
};

/**
 * Moves a row that the caller holds locked to another state and keeps the change with its time, so that any past day can
 * be told. Whether the move is allowed is for the caller to have checked.
 */
export async function changeStatus(
  call: Call,
  kind: RecordKind,
  current: RecordRow,
  change: StatusChange,
): Promise<RecordRow> {
  const { column, to, reason = null } = change;
  const from = current[column] as string;
  const at = instant(call);
  const row = await writeChange(
    call,
    kind,
    current,
    { ...change.columns, [column]: to, [`${column}ChangedAt`]: at },
    {
      before: { [column]: from },
      after: { [column]: to, ...(reason === null ? {} : { reason }), ...change.columns },
      event: change.event,
      payload: { from, to, reason, ...change.payload },
    },
  );
  await recordStatus(call, kind, row, from, to, reason);
  return row;
}

/** Adds a line to the history of states; `from` is null when the record was made in its first state. */
export async function recordStatus(
  call: Call,
  kind: RecordKind,
  row: RecordRow,
  from: string | null,
  to: string,
  reason: string | null = null,
): Promise<void> {
  await tablesOf(call)
    .insertInto(`${kind.table}StatusChange`)
    .values({
      orgId: call.orgId,
      id: newId(call.now.getTime()),
      recordId: row.id,
      scopeId: row.scopeId,
      scopePath: row.scopePath,
      fromStatus: from,
      toStatus: to,
      reason,
      at: instant(call),
      by: call.actor.memberId,
    })
    .execute();
}
