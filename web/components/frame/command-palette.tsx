import { ActionIcon, Text, UnstyledButton } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { Spotlight, spotlight } from '@mantine/spotlight';
import { IconSearch } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { kinds, recordPath } from '#web/platform/kinds.ts';
import classes from './frame.module.css';
import { useCommands } from './use-commands.ts';
import { type Hit, useFound, useVisited } from './use-palette-search.ts';

export function SearchButton({ narrow }: { narrow: boolean }) {
  const { t } = useTranslation();
  if (narrow) {
    return (
      <ActionIcon onClick={spotlight.open} aria-label={t('common:search.open')}>
        <IconSearch size={18} />
      </ActionIcon>
    );
  }
  return (
    <UnstyledButton className={classes.search} onClick={spotlight.open} aria-keyshortcuts="Control+K">
      <IconSearch size={15} aria-hidden />
      {t('common:search.open')}
      <kbd dir="ltr">Ctrl K</kbd>
    </UnstyledButton>
  );
}

/** Ctrl-K: find a record, act on this one, go somewhere, make something, without leaving the keyboard. */
export function CommandPalette() {
  const { t } = useTranslation();
  const [words, setWords] = useState('');
  const [opened, setOpened] = useState(false);
  const [settled] = useDebouncedValue(words.trim(), 150);
  const commands = useCommands(words.trim().toLocaleLowerCase());
  const { hits, readAs, searching } = useFound(settled);
  const visited = useVisited(opened);
  const untyped = words.trim() === '';
  const nothing = hits.length === 0 && commands.length === 0 && !searching && settled === words.trim();
  return (
    <Spotlight.Root
      query={words}
      onQueryChange={setWords}
      onSpotlightOpen={() => setOpened(true)}
      onSpotlightClose={() => setOpened(false)}
      shortcut={['mod + K']}
      maxHeight={440}
      overlayProps={{ blur: 0, opacity: 0.4 }}
      scrollable
    >
      <Spotlight.Search
        placeholder={t('common:search.placeholder')}
        aria-label={t('common:search.placeholder')}
        leftSection={<IconSearch size={18} aria-hidden />}
      />
      <Spotlight.ActionsList>
        {!untyped && readAs && hits.length > 0 && (
          <Text size="xs" c="dimmed" px="sm" pt="xs" role="status">
            {t('common:search.readAs', { words: readAs })}
          </Text>
        )}
        {untyped ? (
          <>
            <Hits label={t('common:search.recent')} hits={visited.recent} />
            <Hits label={t('common:search.frequent')} hits={visited.frequent} />
          </>
        ) : (
          <Hits label={t('common:search.records')} hits={hits} />
        )}
        {commands.map(({ key, label, items }) => (
          <Spotlight.ActionsGroup key={key} label={label}>
            {items.map((command) => (
              <Spotlight.Action
                key={command.key}
                label={command.text}
                leftSection={<command.icon size={18} stroke={1.6} aria-hidden />}
                onClick={command.run}
              />
            ))}
          </Spotlight.ActionsGroup>
        ))}
        {nothing && <Spotlight.Empty>{t('common:search.nothing')}</Spotlight.Empty>}
      </Spotlight.ActionsList>
    </Spotlight.Root>
  );
}

function Hits({ label, hits }: { label: string; hits: Hit[] }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  if (hits.length === 0) return null;
  return (
    <Spotlight.ActionsGroup label={label}>
      {hits.map(({ kind, id, title, subtitle }) => {
        const Icon = kinds[kind].icon;
        return (
          <Spotlight.Action
            key={id}
            label={title}
            description={
              subtitle ? t(`status:${kind}.${subtitle}`, { defaultValue: subtitle }) : t(`kinds:${kind}.one`)
            }
            leftSection={<Icon size={18} stroke={1.6} aria-hidden />}
            onClick={() => void navigate({ to: recordPath(kind, id) })}
          />
        );
      })}
    </Spotlight.ActionsGroup>
  );
}
