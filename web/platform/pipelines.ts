import { useQuery } from '@tanstack/react-query';
import { useCallback, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { PipelineKind, StageStatus } from '#domain/pipelines.ts';
import { api } from './api.ts';

export type Stage = {
  id: string;
  pipelineId: string;
  name: string;
  nameKey: string | null;
  status: StageStatus;
  probability: number | null;
  rottingDays: number | null;
};

export type Pipeline = {
  id: string;
  kind: PipelineKind;
  name: string;
  nameKey: string | null;
  isDefault: boolean;
  version: number;
  stages: Stage[];
};

const none: Pipeline[] = [];

/** The pipelines of a kind in the company's order, with their stages in use. */
export function usePipelines(kind: PipelineKind | undefined): Pipeline[] {
  const { data } = useQuery({
    queryKey: ['pipelines'],
    queryFn: async ({ signal }) => (await api.get<{ items: Pipeline[] }>('/pipelines', { signal })).items,
    staleTime: 5 * 60_000,
    enabled: kind !== undefined,
  });
  return useMemo(() => data?.filter((pipeline) => pipeline.kind === kind) ?? none, [data, kind]);
}

type Named = { name: string; nameKey: string | null };

/** Says the name of a pipeline or a stage: in the reader's language while it is one of ours, as it was typed otherwise. */
export function usePipelineWords(): (named: Named) => string {
  const { t } = useTranslation();
  return useCallback(
    ({ name, nameKey }) => (nameKey ? t(`pipelines:name.${nameKey}`, { defaultValue: name }) : name),
    [t],
  );
}

/** A stage by its id, among those of all pipelines of the kind. */
export function useStages(
  kind: PipelineKind | undefined,
): (id: string | null | undefined) => Stage | undefined {
  const pipelines = usePipelines(kind);
  return useMemo(() => {
    const byId = new Map(pipelines.flatMap(({ stages }) => stages.map((stage) => [stage.id, stage])));
    return (id) => (id ? byId.get(id) : undefined);
  }, [pipelines]);
}
