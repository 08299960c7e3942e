import { Button } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { IconPlus, IconSearchOff } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { capabilityOf, kinds } from '#web/platform/kinds.ts';
import { useCan } from '#web/platform/session.ts';
import { useFormat } from '#web/platform/use-format.ts';
import { BulkBar } from '../bulk/bulk-bar.tsx';
import { useCreate } from '../create/use-create.ts';
import { DemoButton } from '../demo-button.tsx';
import { EmptyState } from '../empty-state.tsx';
import { ErrorState } from '../error-state.tsx';
import { Page } from '../page.tsx';
import { useWithCustomFields } from './custom-columns.ts';
import type { ListDeclaration, RecordBase } from './declare.ts';
import { GroupCounts } from './group-counts.tsx';
import { ImportLink } from './import-link.tsx';
import classes from './list.module.css';
import { ListCards } from './list-cards.tsx';
import { ListTable } from './list-table.tsx';
import { ListToolbar } from './list-toolbar.tsx';
import { useList } from './use-list.ts';
import { useColumns, useListState } from './use-list-state.ts';
import { useSelection } from './use-selection.ts';

/** The list of one kind of record: a feature declares its columns and filters, everything else is here. */
export function ListPage<Item extends RecordBase>(props: { declaration: ListDeclaration<Item> }) {
  const declaration = useWithCustomFields(props.declaration);
  const { t } = useTranslation();
  const format = useFormat();
  const state = useListState(declaration);
  const { shown, choose } = useColumns(declaration.kind, declaration.columns, state);
  const list = useList<Item>(declaration.kind, state.query);
  const nothingYet = list.isSuccess && list.items.length === 0 && !state.narrowed && !list.isPlaceholderData;
  return (
    <Page
      fill
      title={t(`kinds:${declaration.kind}.many`)}
      aside={!nothingYet && list.total && format.total(list.total)}
      actions={!nothingYet && <CreateButton declaration={declaration} />}
    >
      {nothingYet ? (
        declaration.views && <div className={classes.toolbarEnd}>{declaration.views}</div>
      ) : (
        <ListToolbar declaration={declaration} state={state} shown={shown} choose={choose} />
      )}
      {!nothingYet && <GroupCounts declaration={declaration} state={state} />}
      <Rows declaration={declaration} list={list} state={state} shown={shown} />
    </Page>
  );
}

function CreateButton<Item extends RecordBase>({ declaration }: { declaration: ListDeclaration<Item> }) {
  const { t } = useTranslation();
  const create = useCreate(declaration.kind);
  if (!create) return null;
  return (
    <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => create()}>
      {t(`kinds:${declaration.kind}.create`)}
    </Button>
  );
}

type RowsProps<Item extends RecordBase> = {
  declaration: ListDeclaration<Item>;
  list: ReturnType<typeof useList<Item>>;
  state: ReturnType<typeof useListState>;
  shown: ListDeclaration<Item>['columns'];
};

function Rows<Item extends RecordBase>({ declaration, list, state, shown }: RowsProps<Item>): ReactNode {
  const { t } = useTranslation();
  const narrow = useMediaQuery('(max-width: 48em)');
  const selection = useSelection();
  const can = useCan();
  const { kind, columns } = declaration;
  const selectable =
    !declaration.fixedRows && (can(capabilityOf(kind, 'edit')) || can(capabilityOf(kind, 'delete')));
  if (list.isError && list.items.length === 0) {
    return <ErrorState error={list.error} retry={() => void list.refetch()} />;
  }
  if (list.isSuccess && list.items.length === 0) {
    return state.narrowed ? <NoMatch clear={state.clear} /> : <NothingYet declaration={declaration} />;
  }
  const more =
    list.hasNextPage && !list.isFetchingNextPage && !list.isFetchNextPageError
      ? () => void list.fetchNextPage()
      : null;
  const shared = { kind, label: t(`kinds:${kind}.many`), items: list.items, more, loading: list.isPending };
  const inCard = declaration.card ?? columns.slice(0, 4).map((column) => column.key);
  return (
    <div className={classes.frame}>
      {narrow ? (
        <ListCards {...shared} columns={inCard.flatMap((key) => columns.filter((one) => one.key === key))} />
      ) : (
        <ListTable
          {...shared}
          columns={shown}
          total={list.total?.value ?? 0}
          sort={state.sort}
          onSort={(sort) => state.change({ sort: sort === declaration.defaultSort ? null : sort })}
          selection={selectable ? selection : null}
          fields={declaration.fields}
          schema={declaration.schema}
        />
      )}
      <BulkBar
        declaration={declaration}
        selection={selection}
        shown={list.items.length}
        total={list.total}
        query={state.query}
      />
    </div>
  );
}

function NoMatch({ clear }: { clear: () => void }) {
  const { t } = useTranslation();
  return (
    <EmptyState
      icon={IconSearchOff}
      title={t('common:list.noMatch')}
      text={t('common:list.noMatchText')}
      actions={
        <Button variant="default" onClick={clear}>
          {t('common:filter.clear')}
        </Button>
      }
    />
  );
}

function NothingYet<Item extends RecordBase>({ declaration }: { declaration: ListDeclaration<Item> }) {
  const { t } = useTranslation();
  const can = useCan();
  const { kind } = declaration;
  const mayCreate = can(capabilityOf(kind, 'create'));
  return (
    <EmptyState
      icon={kinds[kind].icon}
      title={t(`kinds:${kind}.emptyTitle`)}
      text={t(`kinds:${kind}.emptyText`)}
      actions={
        mayCreate && (
          <>
            <CreateButton declaration={declaration} />
            <ImportLink kind={kind} worded />
            <DemoButton />
          </>
        )
      }
    />
  );
}
