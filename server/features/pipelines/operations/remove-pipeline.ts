import { Problem } from '#domain/problems.ts';
import { type Call, instant } from '#platform/access/call.ts';
import { requireVersion } from '#records/read-record.ts';
import { emptyStages, type MoveTo } from '../empty-stages.ts';
import { lockPipelines, pipelineIn } from '../queries.ts';
import { auditable, leaveTraces, requireToChange } from '../traces.ts';

/** Takes a pipeline out of use, after its records went to where `moveTo` says. The default of its kind stays. */
export async function removePipeline(
  call: Call,
  id: string,
  moveTo: MoveTo,
  ifMatch: number | null,
): Promise<number> {
  requireToChange(call);
  const pipelines = await lockPipelines(call);
  const pipeline = pipelineIn(pipelines, id);
  requireVersion(pipeline, ifMatch);
  if (pipeline.isDefault) {
    throw new Problem('not_editable', {
      detail: 'The default pipeline cannot go; make another the default first.',
    });
  }
  const remaining = pipelines
    .filter((one) => one.kind === pipeline.kind && one.id !== id)
    .flatMap(({ stages }) => stages);
  const moved = await emptyStages(call, pipeline.kind, pipeline.stages, moveTo, remaining);
  await call.database
    .updateTable('pipeline')
    .set({ archivedAt: instant(call), updatedAt: instant(call), version: pipeline.version + 1 })
    .where('orgId', '=', call.orgId)
    .where('id', '=', id)
    .execute();
  leaveTraces(call, 'deleted', id, { before: auditable(pipeline), after: { movedRecords: moved } });
  return moved;
}
