import { ActionIcon, Button, Menu } from '@mantine/core';
import { IconDots, IconPlus } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type PipelineKind, pipelineCreate, pipelineKinds, pipelinePresets } from '#domain/pipelines.ts';
import { api } from '#web/platform/api.ts';
import { type Pipeline, usePipelineWords } from '#web/platform/pipelines.ts';
import { FormModal } from './form-modal.tsx';
import { Loaded } from './loaded.tsx';
import { Panel } from './panel.tsx';
import { RecordsDialog, useRemoval } from './pipeline-records.tsx';
import classes from './settings.module.css';
import { SettingsPage } from './settings-page.tsx';
import { useAct } from './use-act.ts';
import { useItems } from './use-items.ts';

export function PipelinesSettings() {
  const { t } = useTranslation();
  const list = useItems<Pipeline>('/pipelines');
  const [adding, setAdding] = useState<PipelineKind | null>(null);
  return (
    <SettingsPage subject="pipelines">
      <Loaded query={list}>
        {(items) =>
          pipelineKinds.map((kind) => (
            <Panel
              key={kind}
              title={t(`pipelines:editor.kind.${kind}`)}
              flush
              actions={
                <Button
                  variant="default"
                  size="compact-sm"
                  leftSection={<IconPlus size={15} aria-hidden />}
                  onClick={() => setAdding(kind)}
                >
                  {t('pipelines:editor.add')}
                </Button>
              }
            >
              <PipelineRows pipelines={items.filter((pipeline) => pipeline.kind === kind)} all={items} />
            </Panel>
          ))
        }
      </Loaded>
      {adding && <NewPipeline kind={adding} close={() => setAdding(null)} />}
    </SettingsPage>
  );
}

function PipelineRows({ pipelines, all }: { pipelines: Pipeline[]; all: Pipeline[] }) {
  const { t } = useTranslation();
  const say = usePipelineWords();
  const removal = useRemoval();
  return (
    <>
      <ul className={classes.rows}>
        {pipelines.map((pipeline, index) => (
          <li key={pipeline.id} className={classes.row}>
            <Link
              to="/settings/pipelines/$id"
              params={{ id: pipeline.id } as never}
              className={`${classes.main} ${classes.link}`}
            >
              <span className={classes.name}>
                <bdi>{say(pipeline)}</bdi>
                {pipeline.isDefault && <span className={classes.tag}>{t('pipelines:editor.default')}</span>}
              </span>
              <span className={classes.sub}>{pipeline.stages.map(say).join(' · ')}</span>
            </Link>
            <RowActs pipeline={pipeline} index={index} pipelines={pipelines} remove={removal.ask} />
          </li>
        ))}
      </ul>
      {removal.asked && <RecordsDialog removal={removal} pipelines={all} />}
    </>
  );
}

type ActsProps = {
  pipeline: Pipeline;
  index: number;
  pipelines: Pipeline[];
  remove: (pipeline: Pipeline) => void;
};

function RowActs({ pipeline, index, pipelines, remove }: ActsProps) {
  const { t } = useTranslation();
  const say = usePipelineWords();
  const act = useAct();
  const name = say(pipeline);
  const { id, kind, version, isDefault } = pipeline;
  const moveBy = (by: number) => {
    const ids = pipelines.map((one) => one.id);
    ids.splice(index + by, 0, ...ids.splice(index, 1));
    void act(() => api.put('/pipelines/order', { kind, ids }));
  };
  return (
    <Menu>
      <Menu.Target>
        <ActionIcon aria-label={t('settings:acts', { name })}>
          <IconDots size={16} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item component={Link} to={`/settings/pipelines/${id}`}>
          {t('common:act.edit')}
        </Menu.Item>
        {!isDefault && (
          <Menu.Item
            onClick={() => void act(() => api.patch(`/pipelines/${id}`, { isDefault: true }, { version }))}
          >
            {t('pipelines:editor.makeDefault')}
          </Menu.Item>
        )}
        {index > 0 && <Menu.Item onClick={() => moveBy(-1)}>{t('pipelines:editor.up', { name })}</Menu.Item>}
        {index < pipelines.length - 1 && (
          <Menu.Item onClick={() => moveBy(1)}>{t('pipelines:editor.down', { name })}</Menu.Item>
        )}
        {!isDefault && (
          <Menu.Item color="red" onClick={() => remove(pipeline)}>
            {t('pipelines:editor.remove', { name })}
          </Menu.Item>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}

function NewPipeline({ kind, close }: { kind: PipelineKind; close: () => void }) {
  const { t } = useTranslation();
  const presets = kind === 'opportunity' ? pipelinePresets : (['handbook'] as const);
  return (
    <FormModal
      title={t('pipelines:editor.add')}
      groups={[
        {
          fields: [
            { key: 'name', label: 'pipelines:editor.name', type: 'text', required: true, wide: true },
            {
              key: 'preset',
              label: 'pipelines:editor.start',
              type: 'choice',
              choices: presets,
              words: 'pipelines:editor.preset',
              required: true,
              wide: true,
            },
            { key: 'isDefault', label: 'pipelines:editor.makeDefault', type: 'checkbox', wide: true },
          ],
        },
      ]}
      initial={{ kind, preset: 'handbook', isDefault: false }}
      schema={pipelineCreate}
      submitLabel={t('common:act.add')}
      done={t('pipelines:editor.added')}
      close={close}
      onSubmit={(body, idempotencyKey) => api.post('/pipelines', { ...body, kind }, { idempotencyKey })}
    />
  );
}
