import { fieldProblem } from '#domain/field-errors.ts';
import { type PipelineCreate, presetStages, type StageDraft } from '#domain/pipelines.ts';
import { Problem } from '#domain/problems.ts';
import { type Call, instant } from '#platform/access/call.ts';
import { newId } from '#platform/database/id.ts';
import { getPipeline, lockPipelines, type Pipeline } from '../queries.ts';
import { checkStages, stageColumns } from '../stage-list.ts';
import { auditable, leaveTraces, requireToChange } from '../traces.ts';

const mostPipelines = 100;

/** Adds a pipeline at the end of its kind, with the stages of a preset or its own. */
export async function createPipeline(call: Call, draft: PipelineCreate): Promise<Pipeline> {
  requireToChange(call);
  const { kind, name, preset = 'handbook', stages, isDefault = false } = draft;
  const others = (await lockPipelines(call)).filter((pipeline) => pipeline.kind === kind);
  requireFreeName(others, name);
  if (others.length >= mostPipelines) {
    throw new Problem('validation_failed', {
      detail: 'There are too many pipelines.',
      errors: [fieldProblem('', 'too_many', { max: mostPipelines })],
    });
  }
  const wanted: readonly StageDraft[] = stages ?? presetStages(kind, preset) ?? [];
  if (stages) checkStages(kind, stages, []);
  if (isDefault) await clearDefault(call, others);
  const id = newId(call.now.getTime());
  const times = { createdAt: instant(call), updatedAt: instant(call) };
  const position = Math.max(0, ...others.map((pipeline) => pipeline.position)) + 1;
  await call.database
    .insertInto('pipeline')
    .values({ orgId: call.orgId, id, kind, name, position, isDefault, ...times })
    .execute();
  await call.database
    .insertInto('pipelineStage')
    .values(
      wanted.map((stage, index) => ({
        orgId: call.orgId,
        id: newId(call.now.getTime()),
        pipelineId: id,
        ...stageColumns(
          kind,
          {
            name: stage.name,
            status: stage.status,
            probability: stage.probability,
            rottingDays: stage.rottingDays,
          },
          index,
        ),
        nameKey: stage.nameKey ?? null,
        ...times,
      })),
    )
    .execute();
  const made = await getPipeline(call, id);
  leaveTraces(call, 'created', id, { after: { kind, ...auditable(made) } });
  return made;
}

/** Refuses a name that another pipeline of the kind has. */
export function requireFreeName(others: readonly Pipeline[], name: string): void {
  if (!others.some((pipeline) => pipeline.name === name)) return;
  throw new Problem('already_exists', {
    detail: `There is a pipeline "${name}" already.`,
    errors: [fieldProblem('name', 'already_exists')],
  });
}

/** Takes the default away from the pipeline that has it, so that another may have it. */
export async function clearDefault(call: Call, pipelines: readonly Pipeline[]): Promise<void> {
  for (const pipeline of pipelines.filter(({ isDefault }) => isDefault)) {
    await call.database
      .updateTable('pipeline')
      .set({ isDefault: false, version: pipeline.version + 1, updatedAt: instant(call) })
      .where('orgId', '=', call.orgId)
      .where('id', '=', pipeline.id)
      .execute();
  }
}
