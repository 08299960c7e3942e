import { ActionIcon, Menu, TextInput, Tooltip } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { IconColumns3, IconCopyCheck, IconDownload, IconSearch } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Capability } from '#domain/capabilities.ts';
import type { RecordKindName } from '#domain/events.ts';
import { mergeKinds } from '#domain/merging.ts';
import { apiUrl } from '#web/platform/api.ts';
import { capabilityOf, kinds } from '#web/platform/kinds.ts';
import { useCan } from '#web/platform/session.ts';
import type { ListColumn, ListDeclaration, RecordBase } from './declare.ts';
import { FilterBar } from './filter-bar.tsx';
import classes from './list.module.css';
import type { ListState } from './use-list-state.ts';

type Props<Item extends RecordBase> = {
  declaration: ListDeclaration<Item>;
  state: ListState;
  shown: ListColumn<Item>[];
  toggle: (key: string) => void;
};

/** Search, filters, columns and export of a list. */
export function ListToolbar<Item extends RecordBase>({ declaration, state, shown, toggle }: Props<Item>) {
  const { t } = useTranslation();
  const can = useCan();
  const { kind, filters, columns, views } = declaration;
  const exportable = can(capabilityOf(kind, 'export'));
  return (
    <div className={classes.toolbar}>
      <SearchBox words={state.search.q ?? ''} onWords={(q) => state.change({ q: q || null })} />
      <FilterBar
        filters={filters}
        values={state.filters}
        change={state.change}
        narrowed={state.narrowed}
        clear={state.clear}
      />
      <div className={classes.toolbarEnd}>
        {views}
        <FindDuplicates kind={kind} />
        {exportable && (
          <Tooltip label={t('common:list.export')}>
            <ActionIcon
              component="a"
              href={apiUrl(`/${kinds[kind].path}/export.csv`, state.query)}
              download
              aria-label={t('common:list.export')}
            >
              <IconDownload size={17} />
            </ActionIcon>
          </Tooltip>
        )}
        <ColumnChooser columns={columns} shown={shown} toggle={toggle} />
      </div>
    </div>
  );
}

/** The way to the records of this list that may be one, for those who may merge them. */
function FindDuplicates({ kind }: { kind: RecordKindName }) {
  const { t } = useTranslation();
  const can = useCan();
  const mergeable = mergeKinds.some((one) => one === kind);
  if (!mergeable || !can(`${kinds[kind].capability}.merge` as Capability)) return null;
  return (
    <Tooltip label={t('merging:find')}>
      <ActionIcon component={Link} to="/duplicates" search={{ kind } as never} aria-label={t('merging:find')}>
        <IconCopyCheck size={17} />
      </ActionIcon>
    </Tooltip>
  );
}

function SearchBox({ words, onWords }: { words: string; onWords: (words: string) => void }) {
  const { t } = useTranslation();
  const [text, setText] = useState(words);
  const settle = useDebouncedCallback(onWords, 250);
  useEffect(() => setText(words), [words]);
  return (
    <TextInput
      className={classes.search}
      type="search"
      aria-label={t('common:list.search')}
      placeholder={t('common:list.search')}
      leftSection={<IconSearch size={15} aria-hidden />}
      value={text}
      onChange={(event) => {
        setText(event.currentTarget.value);
        settle(event.currentTarget.value.trim());
      }}
    />
  );
}

type ChooserProps<Item> = {
  columns: ListColumn<Item>[];
  shown: ListColumn<Item>[];
  toggle: (key: string) => void;
};

function ColumnChooser<Item>({ columns, shown, toggle }: ChooserProps<Item>) {
  const { t } = useTranslation();
  return (
    <Menu closeOnItemClick={false}>
      <Tooltip label={t('common:list.columns')}>
        <Menu.Target>
          <ActionIcon aria-label={t('common:list.columns')} visibleFrom="sm">
            <IconColumns3 size={17} />
          </ActionIcon>
        </Menu.Target>
      </Tooltip>
      <Menu.Dropdown mah={360} style={{ overflowY: 'auto' }}>
        {columns.slice(1).map((column) => (
          <Menu.CheckboxItem
            key={column.key}
            checked={shown.includes(column)}
            onChange={() => toggle(column.key)}
          >
            {t(column.label)}
          </Menu.CheckboxItem>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
