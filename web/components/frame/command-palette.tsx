import { ActionIcon, UnstyledButton } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { Spotlight, spotlight } from '@mantine/spotlight';
import { IconPlus, IconSearch } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type RecordKindName, recordKinds } from '#domain/events.ts';
import { api } from '#web/platform/api.ts';
import { kinds, recordPath } from '#web/platform/kinds.ts';
import { useUrlState } from '#web/platform/url-state.ts';
import { useCreatableKinds } from '../create/use-create.ts';
import { recordName } from '../record-name.ts';
import classes from './frame.module.css';
import { usePlaces } from './navigation.ts';

type Hit = { kind: RecordKindName; id: string; title?: string; name?: string; subtitle?: string | null };

function useHits(words: string): Hit[] {
  const found = useQuery({
    queryKey: ['search', words],
    queryFn: ({ signal }) => api.get<{ items: Hit[] }>('/search', { query: { q: words, limit: 8 }, signal }),
    enabled: words.length > 1,
    retry: false,
  });
  return (found.data?.items ?? []).filter((hit) => recordKinds.includes(hit.kind));
}

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

/** Ctrl-K: go somewhere, make something, or find a record, without leaving the keyboard. */
export function CommandPalette() {
  const { t } = useTranslation();
  const [words, setWords] = useState('');
  const [settled] = useDebouncedValue(words.trim(), 180);
  const commands = useCommands(words.trim().toLocaleLowerCase());
  const hits = useHits(settled);
  const navigate = useNavigate();
  return (
    <Spotlight.Root
      query={words}
      onQueryChange={setWords}
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
        {hits.length > 0 && (
          <Spotlight.ActionsGroup label={t('common:search.records')}>
            {hits.map((hit) => {
              const Icon = kinds[hit.kind].icon;
              return (
                <Spotlight.Action
                  key={hit.id}
                  label={hit.title ?? recordName(hit)}
                  description={
                    hit.subtitle
                      ? t(`status:${hit.kind}.${hit.subtitle}`, { defaultValue: hit.subtitle })
                      : t(`kinds:${hit.kind}.one`)
                  }
                  leftSection={<Icon size={18} stroke={1.6} aria-hidden />}
                  onClick={() => void navigate({ to: recordPath(hit.kind, hit.id) })}
                />
              );
            })}
          </Spotlight.ActionsGroup>
        )}
        {commands.map(({ label, items }) => (
          <Spotlight.ActionsGroup key={label} label={label}>
            {items.map(({ key, text, icon: Icon, run }) => (
              <Spotlight.Action
                key={key}
                label={text}
                leftSection={<Icon size={18} stroke={1.6} aria-hidden />}
                onClick={run}
              />
            ))}
          </Spotlight.ActionsGroup>
        ))}
        {hits.length === 0 && commands.length === 0 && (
          <Spotlight.Empty>{t('common:search.nothing')}</Spotlight.Empty>
        )}
      </Spotlight.ActionsList>
    </Spotlight.Root>
  );
}

type Command = { key: string; text: string; icon: typeof IconPlus; run: () => void };

function useCommands(words: string): { label: string; items: Command[] }[] {
  const { t } = useTranslation();
  const places = usePlaces();
  const creatable = useCreatableKinds();
  const navigate = useNavigate();
  const [, change] = useUrlState();
  const goTo = places.map<Command>(({ to, label, icon }) => ({
    key: to,
    text: t(label),
    icon,
    run: () => void navigate({ to }),
  }));
  const create = creatable.map<Command>((kind) => ({
    key: `create-${kind}`,
    text: t(`kinds:${kind}.create`),
    icon: IconPlus,
    run: () => change({ create: kind }, true),
  }));
  return [
    { label: t('common:search.goTo'), items: goTo },
    { label: t('common:search.create'), items: create },
  ]
    .map(({ label, items }) => ({
      label,
      items: items.filter((item) => item.text.toLocaleLowerCase().includes(words)),
    }))
    .filter(({ items }) => items.length > 0);
}
