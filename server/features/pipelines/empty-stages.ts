import { fieldProblem } from '#domain/field-errors.ts';
import { mayTakeOver, type PipelineKind } from '#domain/pipelines.ts';
import { invalidFields, Problem } from '#domain/problems.ts';
import { type Call, instant } from '#platform/access/call.ts';
import { countInStages, moveBetweenStages } from '#records/move-between-stages.ts';
import { type Stage, staged } from '#records/stages.ts';

export type MoveTo = Readonly<Record<string, string>>;

function refuseTarget(kind: PipelineKind, stage: Stage, moveTo: MoveTo, remaining: readonly Stage[]): Stage {
  const target = remaining.find(({ id }) => id === moveTo[stage.id]);
  if (!target) throw invalidFields([fieldProblem(`moveTo.${stage.id}`, 'not_found')]);
  if (!mayTakeOver(kind, stage.status, target.status)) {
    throw invalidFields([fieldProblem(`moveTo.${stage.id}`, 'not_allowed', { because: 'status' })]);
  }
  return target;
}

/**
 * Moves the records of stages that go to where `moveTo` says, among the stages that remain, and takes the stages out of use. Refused
 * with how many records stand where, when one that holds records has no target. The pipelines are locked by the caller.
 */
export async function emptyStages(
  call: Call,
  kind: PipelineKind,
  going: readonly Stage[],
  moveTo: MoveTo,
  remaining: readonly Stage[],
): Promise<number> {
  if (going.length === 0) return 0;
  const ids = going.map(({ id }) => id);
  const counts = await countInStages(call, staged[kind], ids);
  const held = going.filter(({ id }) => counts.has(id));
  const open = held.filter(({ id }) => moveTo[id] === undefined);
  if (open.length > 0) {
    throw new Problem('has_dependents', {
      detail: 'Records stand in a stage that would go; say where they shall go.',
      dependent: kind,
      stages: open.map(({ id, name }) => ({ stageId: id, name, count: counts.get(id) ?? 0 })),
    });
  }
  let moved = 0;
  for (const stage of held) {
    moved += await moveBetweenStages(call, staged[kind], stage, refuseTarget(kind, stage, moveTo, remaining));
  }
  await call.database
    .updateTable('pipelineStage')
    .set({ archivedAt: instant(call), updatedAt: instant(call) })
    .where('orgId', '=', call.orgId)
    .where('id', 'in', ids)
    .execute();
  return moved;
}
