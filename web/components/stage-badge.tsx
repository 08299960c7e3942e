import type { PipelineKind } from '#domain/pipelines.ts';
import { usePipelineWords, useStages } from '#web/platform/pipelines.ts';
import { StatusBadge } from './status-badge.tsx';

type Props = { kind: string; stageId: string | null | undefined; status: string; plain?: boolean };

export function pipelineKindOf(kind: string): PipelineKind | undefined {
  return kind === 'lead' || kind === 'opportunity' ? kind : undefined;
}

/** The stage of a pipeline by its name, with the look of what it means; by its meaning while the name is not known. */
export function StageBadge({ kind, stageId, status, plain }: Props) {
  const stage = useStages(pipelineKindOf(kind))(stageId);
  const say = usePipelineWords();
  return <StatusBadge kind={kind} status={status} name={stage && say(stage)} plain={plain} />;
}
