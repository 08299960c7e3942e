import { sql } from 'kysely';
import { type FieldErrorCode, fieldProblem } from '#domain/field-errors.ts';
import { isOpenStatus, type PipelineKind, type StageStatus } from '#domain/pipelines.ts';
import { type FieldProblem, invalidFields } from '#domain/problems.ts';
import { type Call, instant } from '#platform/access/call.ts';
import type { Change, RecordKind, RecordRow, Values } from './kind.ts';

/** A stage in use, of a pipeline. `probability` in percent, null for leads; `rottingDays` null where cards do not rot. */
export type Stage = {
  id: string;
  pipelineId: string;
  name: string;
  nameKey: string | null;
  position: number;
  status: StageStatus;
  probability: number | null;
  rottingDays: number | null;
};

/** How a kind of record keeps its place in a pipeline. The status follows from the stage, never the other way round. */
export type Staged = {
  kind: PipelineKind;
  /** The column of the canonical status, and that of the moment when the stage was last changed. */
  column: 'status' | 'stage';
  changedAt: 'statusChangedAt' | 'stageChangedAt';
};

export const staged: Readonly<Record<PipelineKind, Staged>> = {
  opportunity: { kind: 'opportunity', column: 'stage', changedAt: 'stageChangedAt' },
  lead: { kind: 'lead', column: 'status', changedAt: 'statusChangedAt' },
};

const columns = ['id', 'pipelineId', 'name', 'nameKey', 'position', 'status', 'probability', 'rottingDays'];

function wanted(pipelineId: string | null, kind: PipelineKind) {
  return pipelineId === null
    ? sql`p.kind = ${kind} and p.is_default`
    : sql`p.id = ${pipelineId} and p.kind = ${kind} and p.archived_at is null`;
}

/**
 * The stages in use of a pipeline in their order, of the kind's default where `pipelineId` is null. With `hold` the pipeline
 * stays as it is until the end of the transaction: whoever puts a record into a stage holds it first.
 */
export async function stagesOf(
  call: Call,
  kind: PipelineKind,
  pipelineId: string | null,
  hold = false,
): Promise<Stage[]> {
  const read = sql.join(columns.map((name) => sql.ref(`s.${name}`)));
  if (hold) {
    // Its own statement: the one that reads must begin after whoever was changing the pipeline has finished.
    await sql`select from pipeline p where p.org_id = ${call.orgId} and ${wanted(pipelineId, kind)} for key share`.execute(
      call.database,
    );
  }
  const { rows } = await sql<Stage>`
    select ${read} from pipeline p join pipeline_stage s on s.org_id = p.org_id and s.pipeline_id = p.id
    where p.org_id = ${call.orgId} and s.org_id = ${call.orgId} and ${wanted(pipelineId, kind)} and s.archived_at is null
    order by s.position, s.id`.execute(call.database);
  return rows;
}

/** Holds the pipeline that a record is in, before the record itself is locked: in this order nobody waits for each other. */
export async function holdPipelineOf(call: Call, kind: RecordKind, id: string): Promise<void> {
  await sql`select from pipeline p where p.org_id = ${call.orgId} and p.id = (select r.pipeline_id
    from ${sql.table(kind.table)} r where r.org_id = ${call.orgId} and r.id = ${id}) for key share`.execute(
    call.database,
  );
}

const remembered = new WeakMap<Call, Map<string, Promise<Stage[]>>>();

/** From now on this call reads the stages of a pipeline once, while it holds them: for work that makes many records. */
export function rememberStages(call: Call): void {
  remembered.set(call, new Map());
}

/** The stages in use, held; read once by a call that remembers them. */
function stagesHeld(call: Call, kind: PipelineKind, pipelineId: string | null): Promise<Stage[]> {
  const known = remembered.get(call);
  const key = `${kind} ${pipelineId}`;
  const stages = known?.get(key) ?? stagesOf(call, kind, pipelineId, true);
  known?.set(key, stages);
  return stages;
}

function refused(path: string, code: FieldErrorCode): FieldProblem {
  return fieldProblem(path, code);
}

/**
 * The stage that a move asks for: the one with this id, or the first of this status, in the record's own pipeline. Refused
 * by the field that named it.
 */
export async function stageToMoveTo(
  call: Call,
  { kind, column }: Staged,
  current: RecordRow,
  asked: { stageId?: string; status?: string },
): Promise<Stage> {
  const stages = await stagesOf(call, kind, current.pipelineId as string, true);
  const { stageId, status } = asked;
  if (stageId === undefined && status === current[column]) {
    const own = stages.find(({ id }) => id === current.stageId);
    if (own) return own;
  }
  const stage = stages.find((one) => (stageId === undefined ? one.status === status : one.id === stageId));
  if (!stage) throw invalidFields([refused(stageId === undefined ? column : 'stageId', 'not_found')]);
  return stage;
}

/** The stage of another pipeline that is most like a status: the same one, else the furthest open one before it. */
export function stageLike(
  kind: PipelineKind,
  stages: readonly Stage[],
  status: StageStatus,
): Stage | undefined {
  const same = stages.find((stage) => stage.status === status);
  if (same || !isOpenStatus(kind, status)) return same;
  const order: readonly StageStatus[] = ['new', 'contacted', 'qualified', 'quote_ready', 'negotiation'];
  const open = stages.filter((stage) => isOpenStatus(kind, stage.status));
  return (
    open.findLast((stage) => order.indexOf(stage.status) <= order.indexOf(status)) ?? open.find(() => true)
  );
}

function stageToOpenAt(kind: PipelineKind, stages: readonly Stage[], merged: Values): Stage | undefined {
  const status = merged[staged[kind].column];
  if (merged.stageId) return stages.find(({ id }) => id === merged.stageId);
  if (typeof status === 'string') return stages.find((stage) => stage.status === status);
  if (kind === 'lead') return stages.find((stage) => stage.status === 'new');
  return stages.find((stage) => isOpenStatus(kind, stage.status));
}

/**
 * When a state changes that was last changed at `before`: now, but never before that. A call that began earlier may come to
 * the record later, and its line of history must not stand in front of what it follows.
 */
export function changeTime(call: Call, before: unknown): string {
  const last = typeof before === 'string' ? before : null;
  return last !== null && Date.parse(last) > call.now.getTime() ? last : instant(call);
}

/**
 * The columns that a write of a record takes from its pipeline, for `prepare` of a kind: its first stage when it is made (or the
 * stage or status that an operation names among its columns), and the most similar one when it changes to another pipeline.
 * Null when its place stays as it is.
 */
export async function placeInPipeline(
  call: Call,
  { kind, column, changedAt }: Staged,
  merged: Values,
  { current, given }: Change,
): Promise<{ stage: Stage; columns: Values } | null> {
  const asked = (merged.pipelineId as string | undefined) ?? null;
  if (current && (given.pipelineId === undefined || asked === current.pipelineId)) return null;
  const stages = await stagesHeld(call, kind, asked);
  const stage = current
    ? stageLike(kind, stages, current[column] as StageStatus)
    : stageToOpenAt(kind, stages, merged);
  if (!stage) {
    throw invalidFields([refused('pipelineId', stages.length === 0 ? 'not_found' : 'not_allowed')]);
  }
  return {
    stage,
    columns: {
      pipelineId: stage.pipelineId,
      stageId: stage.id,
      [column]: stage.status,
      [changedAt]: current ? changeTime(call, current[changedAt]) : (merged[changedAt] ?? instant(call)),
    },
  };
}
