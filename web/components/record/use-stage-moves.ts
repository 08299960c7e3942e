import type { PipelineKind } from '#domain/pipelines.ts';
import { type Stage, usePipelines, usePipelineWords, useStages } from '#web/platform/pipelines.ts';

type InPipeline = { pipelineId: string };

/** What a status control needs to show the stages of a record's pipeline by their names. */
export function useStageMoves(kind: PipelineKind) {
  const pipelines = usePipelines(kind);
  const stageOf = useStages(kind);
  const say = usePipelineWords();
  return {
    look(stageId: string) {
      const stage = stageOf(stageId);
      return stage && { status: stage.status, name: say(stage) };
    },
    movesOf({ pipelineId }: InPipeline, may: (to: Stage) => boolean): string[] {
      const stages = pipelines.find(({ id }) => id === pipelineId)?.stages ?? [];
      return stages.filter(may).map(({ id }) => id);
    },
  };
}
