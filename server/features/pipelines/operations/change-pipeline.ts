import { fieldProblem } from '#domain/field-errors.ts';
import type { PipelinePatch, StageChange } from '#domain/pipelines.ts';
import { invalidFields } from '#domain/problems.ts';
import { type Call, instant } from '#platform/access/call.ts';
import { canonicalJson } from '#platform/audit/chain.ts';
import { newId } from '#platform/database/id.ts';
import { requireVersion } from '#records/read-record.ts';
import { emptyStages } from '../empty-stages.ts';
import { getPipeline, lockPipelines, type Pipeline, pipelineIn } from '../queries.ts';
import { checkStages, stageColumns } from '../stage-list.ts';
import { auditable, leaveTraces, requireToChange } from '../traces.ts';
import { clearDefault, requireFreeName } from './create-pipeline.ts';

async function writeStages(call: Call, pipeline: Pipeline, stages: readonly StageChange[]): Promise<void> {
  const at = instant(call);
  for (const [index, stage] of stages.entries()) {
    const known = pipeline.stages.find(({ id }) => id === stage.id);
    const columns = stageColumns(pipeline.kind, stage, index, known);
    if (known) {
      await call.database
        .updateTable('pipelineStage')
        .set({ ...columns, updatedAt: at })
        .where('orgId', '=', call.orgId)
        .where('id', '=', known.id)
        .execute();
      continue;
    }
    const id = newId(call.now.getTime());
    await call.database
      .insertInto('pipelineStage')
      .values({ orgId: call.orgId, id, pipelineId: pipeline.id, ...columns, createdAt: at, updatedAt: at })
      .execute();
  }
}

/** Changes the stages to the list as it is wanted; answers how many records that moved. */
async function changeStages(
  call: Call,
  pipelines: readonly Pipeline[],
  pipeline: Pipeline,
  { stages, moveTo = {} }: PipelinePatch,
): Promise<number> {
  if (!stages) return 0;
  checkStages(pipeline.kind, stages, pipeline.stages);
  const going = pipeline.stages.filter(({ id }) => !stages.some((stage) => stage.id === id));
  const remaining = pipelines
    .filter(({ kind }) => kind === pipeline.kind)
    .flatMap((one) => one.stages)
    .filter((stage) => !going.includes(stage));
  const moved = await emptyStages(call, pipeline.kind, going, moveTo, remaining);
  await writeStages(call, pipeline, stages);
  return moved;
}

/**
 * Renames a pipeline, makes it the default, or changes its stages to the given list: new ones, other names, another order, removed
 * ones with where their records go. A patch that changes nothing keeps the version.
 */
export async function changePipeline(
  call: Call,
  id: string,
  patch: PipelinePatch,
  ifMatch: number | null,
): Promise<Pipeline> {
  requireToChange(call);
  const pipelines = await lockPipelines(call);
  const pipeline = pipelineIn(pipelines, id);
  requireVersion(pipeline, ifMatch);
  const others = pipelines.filter((one) => one.kind === pipeline.kind && one.id !== id);
  const { name = pipeline.name, isDefault = pipeline.isDefault } = patch;
  if (name !== pipeline.name) requireFreeName(others, name);
  if (pipeline.isDefault && !isDefault) throw invalidFields([fieldProblem('isDefault', 'not_allowed')]);
  const moved = await changeStages(call, pipelines, pipeline, patch);
  if (isDefault && !pipeline.isDefault) await clearDefault(call, others);
  await call.database
    .updateTable('pipeline')
    .set({ name, nameKey: name === pipeline.name ? pipeline.nameKey : null, isDefault })
    .where('orgId', '=', call.orgId)
    .where('id', '=', id)
    .execute();
  const next = await getPipeline(call, id);
  const [before, after] = [auditable(pipeline), auditable(next)];
  if (canonicalJson(before) === canonicalJson(after)) return next;
  const version = pipeline.version + 1;
  await call.database
    .updateTable('pipeline')
    .set({ version, updatedAt: instant(call) })
    .where('orgId', '=', call.orgId)
    .where('id', '=', id)
    .execute();
  leaveTraces(call, 'updated', id, { before, after: moved > 0 ? { ...after, movedRecords: moved } : after });
  return { ...next, version, updatedAt: instant(call) };
}
