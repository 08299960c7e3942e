import { Button, Select, Switch } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { type ReactNode, useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import type { PipelineKind } from '#domain/pipelines.ts';
import { usePipelines, usePipelineWords } from '#web/platform/pipelines.ts';
import { useUrlState } from '#web/platform/url-state.ts';
import { useCreate } from '../create/use-create.ts';
import type { ListFilter } from '../list/declare.ts';
import { FilterBar } from '../list/filter-bar.tsx';
import { SearchBox } from '../list/search-box.tsx';
import { useListState } from '../list/use-list-state.ts';
import { Page } from '../page.tsx';
import { ViewSwitch } from '../view-switch.tsx';
import classes from './board.module.css';

type Props = { kind: PipelineKind; title: string; filters: ListFilter[]; children: ReactNode };

/** The screen around a board: which pipeline, the filters of the list, the way to the list, and the create button. */
export function BoardPage({ kind, title, filters, children }: Props) {
  const { t } = useTranslation();
  const [search, change] = useUrlState();
  const create = useCreate(kind);
  const state = useListState({ kind, filters, columns: [], defaultSort: '' });
  return (
    <Page
      fill
      title={title}
      actions={
        <>
          <ViewSwitch kind={kind} />
          {create && (
            <Button
              leftSection={<IconPlus size={16} aria-hidden />}
              onClick={() => create(search.pipelineId ? { pipelineId: search.pipelineId } : undefined)}
            >
              {t(`kinds:${kind}.create`)}
            </Button>
          )}
        </>
      }
    >
      <div className={classes.filters}>
        <PipelineSwitch kind={kind} />
        <SearchBox words={search.q ?? ''} onWords={(q) => change({ q: q || null })} />
        <Switch
          size="sm"
          label={t('common:board.mine')}
          checked={search.ownerId === 'me'}
          onChange={(event) => change({ ownerId: event.currentTarget.checked ? 'me' : null })}
        />
        <FilterBar
          filters={filters}
          values={state.filters}
          change={state.change}
          narrowed={state.narrowed}
          clear={state.clear}
        />
      </div>
      {children}
    </Page>
  );
}

/** Which pipeline is shown, where the company has several; the default one is no part of the address. */
function PipelineSwitch({ kind }: { kind: PipelineKind }) {
  const { t } = useTranslation();
  const say = usePipelineWords();
  const [{ pipelineId }, change] = useUrlState();
  const pipelines = usePipelines(kind);
  const standard = pipelines.find(({ isDefault }) => isDefault);
  const gone = Boolean(pipelineId) && pipelines.length > 0 && !pipelines.some(({ id }) => id === pipelineId);
  // An address that was kept may name a pipeline that is no longer there.
  useEffect(() => {
    if (gone) change({ pipelineId: null });
  }, [gone, change]);
  if (pipelines.length < 2) return null;
  return (
    <Select
      aria-label={t('pipelines:field.pipeline')}
      data={pipelines.map((pipeline) => ({ value: pipeline.id, label: say(pipeline) }))}
      value={pipelineId ?? standard?.id ?? null}
      onChange={(id) => change({ pipelineId: id === standard?.id ? null : id })}
      allowDeselect={false}
      w={180}
    />
  );
}
