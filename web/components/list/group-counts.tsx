import { ActionIcon, Menu, Tooltip, UnstyledButton } from '@mantine/core';
import { IconChartBar } from '@tabler/icons-react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api } from '#web/platform/api.ts';
import { kinds } from '#web/platform/kinds.ts';
import { useFormat } from '#web/platform/use-format.ts';
import type { ListDeclaration, RecordBase } from './declare.ts';
import { useChoiceWords } from './filter-words.ts';
import { type GroupField, groupFields } from './group-fields.ts';
import classes from './looks.module.css';
import type { ListState } from './use-list-state.ts';

type Answer = { groups: { value: unknown; name: string | null; count: number }[] };
type Props<Item extends RecordBase> = { declaration: ListDeclaration<Item>; state: ListState };

const countable: readonly GroupField['type'][] = ['choice', 'option', 'member', 'link', 'boolean'];

function countableFields<Item extends RecordBase>(declaration: ListDeclaration<Item>): GroupField[] {
  return groupFields(declaration).filter(
    (field) => countable.includes(field.type) && !field.key.includes('.'),
  );
}

/** Chooses the field that the rows are counted by. */
export function GroupMenu<Item extends RecordBase>({ declaration, state }: Props<Item>) {
  const { t } = useTranslation();
  const fields = countableFields(declaration);
  if (fields.length === 0) return null;
  return (
    <Menu position="bottom-end">
      <Tooltip label={t('lists:count.by')}>
        <Menu.Target>
          <ActionIcon aria-label={t('lists:count.by')} visibleFrom="sm">
            <IconChartBar size={17} />
          </ActionIcon>
        </Menu.Target>
      </Tooltip>
      <Menu.Dropdown>
        <Menu.Label>{t('lists:count.by')}</Menu.Label>
        {fields.map((field) => (
          <Menu.Item key={field.key} onClick={() => state.change({ groupBy: field.key })}>
            {t(field.label)}
          </Menu.Item>
        ))}
        {state.search.groupBy && (
          <>
            <Menu.Divider />
            <Menu.Item onClick={() => state.change({ groupBy: null })}>{t('lists:count.none')}</Menu.Item>
          </>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}

/** How many rows have each value, each a way to those rows. */
export function GroupCounts<Item extends RecordBase>({ declaration, state }: Props<Item>) {
  const field = countableFields(declaration).find(({ key }) => key === state.search.groupBy);
  return field ? <Counts field={field} declaration={declaration} state={state} /> : null;
}

function Counts<Item extends RecordBase>({ declaration, state, field }: Props<Item> & { field: GroupField }) {
  const { t } = useTranslation();
  const format = useFormat();
  const word = useChoiceWords({ ...field, type: 'choice' });
  const { kind } = declaration;
  const { sort: _, ...filters } = state.query;
  const answer = useQuery({
    queryKey: [kind, 'groups', field.key, filters],
    queryFn: ({ signal }) =>
      api.get<Answer>(`/${kinds[kind].path}/groups`, { query: { ...filters, by: field.key }, signal }),
    placeholderData: keepPreviousData,
  });
  const label = (value: unknown, name: string | null) => {
    if (value === null) return t('lists:count.empty');
    if (typeof value === 'boolean') return t(value ? 'common:yes' : 'common:no');
    return name ?? word(String(value));
  };
  return (
    <ul className={classes.counts} aria-label={t('lists:count.by')}>
      {(answer.data?.groups ?? []).map(({ value, name, count }) => (
        <li key={String(value)}>
          <UnstyledButton
            className={classes.count}
            onClick={() => state.change({ [field.key]: value === null ? 'none' : String(value) })}
          >
            <span dir="auto">{label(value, name)}</span> <strong>{format.decimal(count)}</strong>
          </UnstyledButton>
        </li>
      ))}
    </ul>
  );
}
