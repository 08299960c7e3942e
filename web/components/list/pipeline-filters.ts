import { useMemo } from 'react';
import type { PipelineKind } from '#domain/pipelines.ts';
import { usePipelines, usePipelineWords } from '#web/platform/pipelines.ts';
import type { ListFilter } from './declare.ts';

/** The filters by pipeline (where there are several) and by stage, in the company's own words. */
export function usePipelineFilters(kind: PipelineKind): ListFilter[] {
  const say = usePipelineWords();
  const pipelines = usePipelines(kind);
  return useMemo(() => {
    const several = pipelines.length > 1;
    const stages = pipelines.flatMap((pipeline) =>
      pipeline.stages.map((stage) => ({
        value: stage.id,
        label: several ? `${say(pipeline)} · ${say(stage)}` : say(stage),
      })),
    );
    const stage: ListFilter = {
      key: 'stageId',
      label: 'pipelines:field.stage',
      type: 'choice',
      options: stages,
    };
    if (!several) return [stage];
    const options = pipelines.map((pipeline) => ({ value: pipeline.id, label: say(pipeline) }));
    return [{ key: 'pipelineId', label: 'pipelines:field.pipeline', type: 'choice', options }, stage];
  }, [pipelines, say]);
}
