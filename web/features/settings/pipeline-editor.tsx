import { Alert, Button, Group, Modal, Stack, Text, TextInput } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ErrorState } from '#web/components/error-state.tsx';
import { useNotify } from '#web/components/notify.tsx';
import { api } from '#web/platform/api.ts';
import { type Pipeline, usePipelineWords } from '#web/platform/pipelines.ts';
import { ApiProblem, problemOf } from '#web/platform/problem.ts';
import { useFieldProblemText, useProblemText } from '#web/platform/problem-text.ts';
import { Loaded } from './loaded.tsx';
import { Panel } from './panel.tsx';
import { type Held, heldBy, MoveTargets } from './pipeline-records.tsx';
import { SettingsPage } from './settings-page.tsx';
import { draftOf, newStage, type StageDraft, wireOf } from './stage-draft.ts';
import { StageRows } from './stage-rows.tsx';
import { useAct } from './use-act.ts';
import { useItems } from './use-items.ts';

export function PipelineSettings() {
  const { id = '' } = useParams({ strict: false }) as { id?: string };
  const list = useItems<Pipeline>('/pipelines');
  const say = usePipelineWords();
  const pipeline = list.data?.find((one) => one.id === id);
  return (
    <SettingsPage subject="pipelines" documentTitle={pipeline && say(pipeline)}>
      <Loaded query={list}>
        {(pipelines) =>
          pipeline ? (
            // What somebody else saved begins the form anew; what is typed here is refused with their version then.
            <Editor key={`${id}:${pipeline.version}`} pipeline={pipeline} pipelines={pipelines} />
          ) : (
            <ErrorState error={new ApiProblem({ status: 404, code: 'not_found' })} />
          )
        }
      </Loaded>
    </SettingsPage>
  );
}

function useEditor(pipeline: Pipeline) {
  const { t } = useTranslation();
  const say = usePipelineWords();
  const act = useAct();
  const notify = useNotify();
  const [name, setName] = useState(say(pipeline));
  const [stages, setStages] = useState<StageDraft[]>(() =>
    pipeline.stages.map((stage) => draftOf(stage, say)),
  );
  const [held, setHeld] = useState<Held[]>([]);
  const [failure, setFailure] = useState<ApiProblem | null>(null);
  const save = async (moveTo: Record<string, string> = {}) => {
    const typed = name.trim() === say(pipeline) ? {} : { name };
    const body = { ...typed, stages: stages.map(wireOf), moveTo };
    let refused: unknown = null;
    await act(async () => {
      try {
        await api.patch(`/pipelines/${pipeline.id}`, body, { version: pipeline.version });
      } catch (error) {
        refused = error;
        if (!heldBy(error) && !(error instanceof ApiProblem && error.document.errors)) throw error;
      }
    });
    setFailure(refused instanceof ApiProblem && !heldBy(refused) ? refused : null);
    setHeld(heldBy(refused) ?? []);
    if (!refused) notify.done(t('pipelines:editor.saved'));
  };
  return { name, setName, stages, setStages, held, setHeld, failure, save };
}

function Editor({ pipeline, pipelines }: { pipeline: Pipeline; pipelines: Pipeline[] }) {
  const { t } = useTranslation();
  const say = useFieldProblemText();
  const sayProblem = useProblemText();
  const { name, setName, stages, setStages, held, setHeld, failure, save } = useEditor(pipeline);
  const problem = failure && problemOf(failure);
  const errorAt = (path: string) => {
    const found = problem?.errors?.find((one) => one.path === path);
    return found && say(found);
  };
  const missing = errorAt('stages') && t('pipelines:editor.missing');
  return (
    <>
      <Panel even>
        <TextInput
          label={t('pipelines:editor.name')}
          value={name}
          maxLength={80}
          dir="auto"
          error={errorAt('name')}
          onChange={(event) => setName(event.currentTarget.value)}
        />
      </Panel>
      <Panel flush title={t('pipelines:field.stages')} text={t('pipelines:editor.stageHelp')}>
        <StageRows kind={pipeline.kind} stages={stages} change={setStages} errorAt={errorAt} />
      </Panel>
      {(missing || (problem && !problem.errors)) && (
        <Alert color="red" role="alert" p="xs">
          {missing || (problem && sayProblem(problem))}
        </Alert>
      )}
      <Group justify="space-between">
        <Button
          variant="default"
          leftSection={<IconPlus size={16} aria-hidden />}
          onClick={() => setStages([...stages, newStage()])}
        >
          {t('pipelines:editor.addStage')}
        </Button>
        <Button onClick={() => void save()}>{t('common:act.save')}</Button>
      </Group>
      <MoveDialog
        held={held}
        pipelines={pipelines}
        going={pipeline.stages.map(({ id }) => id).filter((id) => !stages.some((stage) => stage.id === id))}
        close={() => setHeld([])}
        save={save}
      />
    </>
  );
}

type MoveProps = {
  held: Held[];
  pipelines: Pipeline[];
  going: string[];
  close: () => void;
  save: (moveTo: Record<string, string>) => Promise<void>;
};

/** Before stages that hold records go: where to. */
function MoveDialog({ held, pipelines, going, close, save }: MoveProps) {
  const { t } = useTranslation();
  const [moveTo, setMoveTo] = useState<Record<string, string>>({});
  const ready = held.every(({ stageId }) => moveTo[stageId]);
  return (
    <Modal
      opened={held.length > 0}
      onClose={close}
      title={t('pipelines:editor.move.title')}
      closeButtonProps={{ 'aria-label': t('common:act.close') }}
    >
      <Stack>
        <Text size="sm">{t('pipelines:editor.move.text')}</Text>
        <MoveTargets pipelines={pipelines} held={held} going={going} moveTo={moveTo} change={setMoveTo} />
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={close}>
            {t('common:act.cancel')}
          </Button>
          <Button disabled={!ready} onClick={() => void save(moveTo)}>
            {t('pipelines:editor.move.confirm')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
