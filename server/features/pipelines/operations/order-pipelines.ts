import { fieldProblem } from '#domain/field-errors.ts';
import type { PipelineOrderBody } from '#domain/pipelines.ts';
import { invalidFields } from '#domain/problems.ts';
import { type Call, instant } from '#platform/access/call.ts';
import { lockPipelines } from '../queries.ts';
import { leaveTraces, requireToChange } from '../traces.ts';

/** Puts the pipelines of a kind into the order of the ids, which must name each of them once. */
export async function orderPipelines(call: Call, { kind, ids }: PipelineOrderBody): Promise<void> {
  requireToChange(call);
  const pipelines = (await lockPipelines(call)).filter((pipeline) => pipeline.kind === kind);
  const errors = ids.flatMap((id, index) => {
    if (!pipelines.some((pipeline) => pipeline.id === id)) return [fieldProblem(`ids.${index}`, 'not_found')];
    return ids.indexOf(id) < index ? [fieldProblem(`ids.${index}`, 'duplicate')] : [];
  });
  if (errors.length === 0 && ids.length < pipelines.length) {
    errors.push(fieldProblem('ids', 'too_few', { min: pipelines.length }));
  }
  if (errors.length > 0) throw invalidFields(errors);
  const moved = pipelines.filter(({ id, position }) => ids.indexOf(id) + 1 !== position);
  for (const { id, version } of moved) {
    await call.database
      .updateTable('pipeline')
      .set({ position: ids.indexOf(id) + 1, version: version + 1, updatedAt: instant(call) })
      .where('orgId', '=', call.orgId)
      .where('id', '=', id)
      .execute();
  }
  if (moved.length === 0) return;
  leaveTraces(call, 'ordered', null, {
    before: { kind, ids: pipelines.map(({ id }) => id) },
    after: { kind, ids },
  });
}
