import { Alert, Button, Group, Modal, Select, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { mayTakeOver } from '#domain/pipelines.ts';
import { useNotify } from '#web/components/notify.tsx';
import { api } from '#web/platform/api.ts';
import { type Pipeline, type Stage, usePipelineWords } from '#web/platform/pipelines.ts';
import { hasCode, problemOf } from '#web/platform/problem.ts';
import { useAct } from './use-act.ts';

/** A stage that would go and the records that stand in it. */
export type Held = { stageId: string; name: string; count: number };

/** The stages that a refusal names as holding records; null when it was refused for something else. */
export function heldBy(error: unknown): Held[] | null {
  const { stages } = problemOf(error) as { stages?: Held[] };
  return hasCode(error, 'has_dependents') && stages ? stages : null;
}

type TargetsProps = {
  pipelines: readonly Pipeline[];
  held: readonly Held[];
  /** Stages that go too, and so take nothing over. */
  going: readonly string[];
  moveTo: Record<string, string>;
  change: (moveTo: Record<string, string>) => void;
};

/** For each stage that holds records, which one of the remaining stages takes them over. */
export function MoveTargets({ pipelines, held, going, moveTo, change }: TargetsProps) {
  const { t } = useTranslation();
  const say = usePipelineWords();
  const stages = pipelines.flatMap((pipeline) => pipeline.stages);
  const known = new Map(stages.map((stage) => [stage.id, stage]));
  const targetsOf = (from: Stage, pipeline: Pipeline) =>
    pipeline.stages.filter(
      (to) => !going.includes(to.id) && mayTakeOver(pipeline.kind, from.status, to.status),
    );
  return held.map(({ stageId, name, count }) => {
    const from = known.get(stageId);
    const kind = pipelines.find(({ id }) => id === from?.pipelineId)?.kind;
    if (!from) return null;
    const groups = pipelines
      .filter((pipeline) => pipeline.kind === kind)
      .map((pipeline) => ({
        group: say(pipeline),
        items: targetsOf(from, pipeline).map((to) => ({ value: to.id, label: say(to) })),
      }))
      .filter(({ items }) => items.length > 0);
    return (
      <Select
        key={stageId}
        label={t('pipelines:editor.move.to', { count, name: from ? say(from) : name })}
        data={groups}
        value={moveTo[stageId] ?? null}
        onChange={(to) => change({ ...moveTo, [stageId]: to ?? '' })}
        allowDeselect={false}
        required
      />
    );
  });
}

/** Removing a whole pipeline: asked for, refused with what it holds, and carried out once that has somewhere to go. */
export function useRemoval() {
  const { t } = useTranslation();
  const act = useAct();
  const notify = useNotify();
  const [asked, setAsked] = useState<Pipeline | null>(null);
  const [held, setHeld] = useState<Held[]>([]);
  const remove = async (moveTo: Record<string, string>) => {
    if (!asked) return;
    let found: Held[] | null = null;
    await act(
      async () => {
        try {
          await api.post(`/pipelines/${asked.id}/remove`, { moveTo }, { version: asked.version });
        } catch (error) {
          found = heldBy(error);
          if (!found) throw error;
        }
      },
      { done: undefined },
    ).then((answered) => {
      if (!answered) return;
      if (found) return setHeld(found);
      notify.done(t('pipelines:editor.removed'));
      setAsked(null);
    });
  };
  const ask = (pipeline: Pipeline | null) => {
    setHeld([]);
    setAsked(pipeline);
  };
  return { asked, ask, held, remove };
}

type DialogProps = { removal: ReturnType<typeof useRemoval>; pipelines: readonly Pipeline[] };

export function RecordsDialog({ removal: { asked, ask, held, remove }, pipelines }: DialogProps) {
  const { t } = useTranslation();
  const say = usePipelineWords();
  const [moveTo, setMoveTo] = useState<Record<string, string>>({});
  const ready = held.every(({ stageId }) => moveTo[stageId]);
  return (
    <Modal
      opened={asked !== null}
      onClose={() => ask(null)}
      title={asked && t('pipelines:editor.move.removeTitle', { name: say(asked) })}
      closeButtonProps={{ 'aria-label': t('common:act.close') }}
    >
      {asked && (
        <Stack>
          <Text size="sm">{t('pipelines:editor.move.removeText')}</Text>
          {held.length > 0 && <Alert p="xs">{t('pipelines:editor.move.text')}</Alert>}
          <MoveTargets
            pipelines={pipelines}
            held={held}
            going={asked.stages.map(({ id }) => id)}
            moveTo={moveTo}
            change={setMoveTo}
          />
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={() => ask(null)}>
              {t('common:act.cancel')}
            </Button>
            <Button color="red" disabled={!ready} onClick={() => void remove(moveTo)}>
              {held.length > 0
                ? t('pipelines:editor.move.confirm')
                : t('pipelines:editor.remove', { name: say(asked) })}
            </Button>
          </Group>
        </Stack>
      )}
    </Modal>
  );
}
