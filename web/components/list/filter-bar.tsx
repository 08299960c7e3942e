import { Button, Menu, Popover, UnstyledButton } from '@mantine/core';
import { IconFilter, IconX } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ListFilter } from './declare.ts';
import { type FilterChange, FilterEditor } from './filter-editor.tsx';
import { useFilterSentence } from './filter-words.ts';
import classes from './list.module.css';
import { filterParameters } from './use-list-state.ts';

type Props = {
  filters: ListFilter[];
  values: Record<string, string>;
  change: FilterChange;
  narrowed: boolean;
  clear: () => void;
};

/** The filters that are set, each readable as a sentence and editable in place, and a way to add one. */
export function FilterBar({ filters, values, change, narrowed, clear }: Props) {
  const { t } = useTranslation();
  const [adding, setAdding] = useState<string | null>(null);
  const isSet = (filter: ListFilter) => filterParameters(filter).some((name) => values[name]);
  const shown = filters.filter((filter) => isSet(filter) || filter.key === adding);
  const rest = filters.filter((filter) => !shown.includes(filter));
  return (
    <>
      {shown.map((filter) => (
        <FilterChip
          key={filter.key}
          filter={filter}
          values={values}
          change={change}
          startOpen={filter.key === adding}
          onClosed={() => setAdding(null)}
        />
      ))}
      {rest.length > 0 && (
        <Menu position="bottom-start" returnFocus={false}>
          <Menu.Target>
            <Button
              variant="subtle"
              color="gray"
              size="compact-sm"
              leftSection={<IconFilter size={15} aria-hidden />}
            >
              {t('common:filter.add')}
            </Button>
          </Menu.Target>
          <Menu.Dropdown>
            {rest.map((filter) => (
              <Menu.Item key={filter.key} onClick={() => setAdding(filter.key)}>
                {t(filter.label)}
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
      )}
      {narrowed && (
        <Button variant="subtle" color="gray" size="compact-sm" onClick={clear}>
          {t('common:filter.clear')}
        </Button>
      )}
    </>
  );
}

type ChipProps = {
  filter: ListFilter;
  values: Record<string, string>;
  change: FilterChange;
  startOpen: boolean;
  onClosed: () => void;
};

function FilterChip({ filter, values, change, startOpen, onClosed }: ChipProps) {
  const { t } = useTranslation();
  const [opened, setOpened] = useState(startOpen);
  const sentence = useFilterSentence(filter, values);
  const close = () => {
    setOpened(false);
    onClosed();
  };
  const remove = () => {
    change(Object.fromEntries(filterParameters(filter).map((name) => [name, null])));
    close();
  };
  return (
    <Popover
      opened={opened}
      onChange={(open) => (open ? setOpened(true) : close())}
      position="bottom-start"
      trapFocus
      withRoles={false}
    >
      <Popover.Target>
        <span className={classes.chip}>
          <UnstyledButton
            className={classes.chipText}
            aria-expanded={opened}
            onClick={() => (opened ? close() : setOpened(true))}
          >
            {sentence ? sentence.verb : `${t(filter.label)} …`} <strong>{sentence?.object}</strong>
          </UnstyledButton>
          <UnstyledButton
            className={classes.chipRemove}
            aria-label={t('common:filter.remove', { name: t(filter.label) })}
            onClick={remove}
          >
            <IconX size={13} aria-hidden />
          </UnstyledButton>
        </span>
      </Popover.Target>
      <Popover.Dropdown aria-label={t(filter.label)} role="dialog">
        <FilterEditor filter={filter} values={values} change={change} close={close} />
      </Popover.Dropdown>
    </Popover>
  );
}
