import type { EventType } from '#domain/events.ts';
import { type Call, instant } from '#platform/access/call.ts';
import { newId } from '#platform/database/id.ts';
import { type Change, type RecordKind, type RecordRow, tablesOf, type Values } from './kind.ts';
import { changeTime, type Stage, type Staged, staged, stageToMoveTo } from './stages.ts';
import { writeChange } from './update-record.ts';

export type StatusChange = {
  /** The column that holds the state: `status`, or `stage` for opportunities. */
  column: 'status' | 'stage';
  to: string;
  /** Where the kind goes along a pipeline: the stage to come to; without it, the first of that status in the record's pipeline. */
  stage?: Stage;
  reason?: string | null;
  /** What else changes with the state. */
  columns?: Values;
  event: EventType;
  payload?: Record<string, unknown>;
};

/** The columns of the place in a pipeline, and what is told of it: the name that the stage has today. */
async function placeOf(call: Call, kind: RecordKind, current: RecordRow, change: StatusChange) {
  if (current.stageId === undefined) return { columns: {}, told: {} };
  const rules = kind.name === 'lead' ? staged.lead : staged.opportunity;
  const stage = change.stage ?? (await stageToMoveTo(call, rules, current, { status: change.to }));
  return {
    columns: { stageId: stage.id },
    told: { stageId: stage.id, stageName: stage.name, stageNameKey: stage.nameKey },
  };
}

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
  const at = changeTime(call, current[`${column}ChangedAt`]);
  const place = await placeOf(call, kind, current, change);
  const row = await writeChange(
    call,
    kind,
    current,
    { ...change.columns, ...place.columns, [column]: to, [`${column}ChangedAt`]: at },
    {
      before: { [column]: from, ...(place.told.stageId ? { stageId: current.stageId } : {}) },
      after: { [column]: to, ...place.told, ...(reason === null ? {} : { reason }), ...change.columns },
      event: change.event,
      payload: { from, to, reason, ...place.columns, ...change.payload },
    },
  );
  await recordStatus(call, kind, row, { from, to, reason, fromStageId: current.stageId, at });
  return row;
}

/** For `written` of a kind: the line of history of a record that was made, or that changed its stage with its pipeline. */
export async function recordPlace(
  call: Call,
  kind: RecordKind,
  { column, changedAt }: Staged,
  row: RecordRow,
  { current }: Change,
): Promise<void> {
  if (current && current.stageId === row.stageId) return;
  const from = current ? (current[column] as string) : null;
  const to = row[column] as string;
  const at = current ? changeTime(call, row[changedAt]) : instant(call);
  await recordStatus(call, kind, row, { from, to, fromStageId: current?.stageId, at });
}

const gathered = new WeakMap<Call, Map<string, Values[]>>();

/** From now on this call keeps its lines of history, by table, for whoever writes them all at once. */
export function gatherStatuses(call: Call): ReadonlyMap<string, Values[]> {
  const lines = new Map<string, Values[]>();
  gathered.set(call, lines);
  return lines;
}

/** One line of history; `from` is null when the record was made in its first state. */
export type StatusLine = {
  from: string | null;
  to: string;
  reason?: string | null;
  fromStageId?: unknown;
  /** Now, where nothing is said. */
  at?: string;
};

/** Adds a line to the history of states. */
export async function recordStatus(
  call: Call,
  kind: RecordKind,
  row: RecordRow,
  { from, to, reason = null, fromStageId = null, at = instant(call) }: StatusLine,
): Promise<void> {
  const { pipelineId, stageId: toStageId } = row;
  const place = toStageId === undefined ? {} : { pipelineId, fromStageId, toStageId };
  const line = {
    orgId: call.orgId,
    id: newId(call.now.getTime()),
    recordId: row.id,
    scopeId: row.scopeId,
    scopePath: row.scopePath,
    fromStatus: from,
    toStatus: to,
    ...place,
    reason,
    at,
    by: call.actor.memberId,
  };
  const table = `${kind.table}StatusChange`;
  const lines = gathered.get(call);
  if (lines) {
    const rows = lines.get(table) ?? [];
    rows.push(line);
    lines.set(table, rows);
  } else await tablesOf(call).insertInto(table).values(line).execute();
}
