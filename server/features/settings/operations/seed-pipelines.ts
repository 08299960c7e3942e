import { firstPipeline, pipelineKinds, presetStages } from '#domain/pipelines.ts';
import { type Call, instant } from '#platform/access/call.ts';
import { newId } from '#platform/database/id.ts';

/** Gives a new company one pipeline for each kind, with the stages of the handbook. */
export async function seedPipelines(call: Call): Promise<void> {
  const { orgId } = call;
  const times = { createdAt: instant(call), updatedAt: instant(call) };
  const made = pipelineKinds.map((kind) => ({ kind, id: newId(call.now.getTime()), ...firstPipeline[kind] }));
  await call.database
    .insertInto('pipeline')
    .values(made.map((pipeline) => ({ orgId, ...pipeline, position: 1, isDefault: true, ...times })))
    .execute();
  const stages = made.flatMap(({ kind, id: pipelineId }) =>
    (presetStages(kind, 'handbook') ?? []).map((stage, index) => ({
      orgId,
      id: newId(call.now.getTime()),
      pipelineId,
      ...stage,
      position: index + 1,
      ...times,
    })),
  );
  await call.database.insertInto('pipelineStage').values(stages).execute();
}
