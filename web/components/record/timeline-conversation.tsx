import { MultiSelect, NumberInput, Select, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { activityDirections } from '#domain/activities.ts';
import { api } from '#web/platform/api.ts';
import { useOptionList } from '#web/platform/option-lists.ts';
import { recordName } from '../record-name.ts';
import classes from './timeline-composer.module.css';
import type { ActivityDraft } from './timeline-use-form.ts';

type Props = {
  draft: ActivityDraft;
  change: (some: Partial<ActivityDraft>) => void;
  errors: Record<string, string>;
};

/** The facts of a call, a meeting or an email: when, how long, which way, how it ended, with whom. */
export function TimelineConversation({ draft, change, errors }: Props) {
  const { t } = useTranslation();
  const outcomes = useOptionList('activity_outcome');
  return (
    <div className={classes.conversation}>
      <TextInput
        type="datetime-local"
        max="9999-12-31T23:59"
        size="sm"
        label={t('timeline:field.at')}
        description={t('timeline:field.atHelp')}
        value={draft.at}
        error={errors.at}
        onChange={(event) => change({ at: event.currentTarget.value })}
      />
      {draft.type !== 'email' && (
        <NumberInput
          size="sm"
          label={t('timeline:field.durationMinutes')}
          min={0}
          max={10_080}
          allowDecimal={false}
          value={draft.durationMinutes ?? ''}
          error={errors.durationMinutes}
          onChange={(value) => change({ durationMinutes: typeof value === 'number' ? value : null })}
        />
      )}
      {draft.type !== 'meeting' && (
        <Select
          size="sm"
          label={t('timeline:field.direction')}
          clearable
          data={activityDirections.map((value) => ({ value, label: t(`timeline:direction.${value}`) }))}
          value={draft.direction}
          error={errors.direction}
          onChange={(value) => change({ direction: value as ActivityDraft['direction'] })}
        />
      )}
      {draft.type !== 'email' && (
        <Select
          size="sm"
          label={t('timeline:field.outcome')}
          clearable
          data={outcomes.filter(({ active, value }) => active !== false || value === draft.outcome)}
          value={draft.outcome}
          error={errors.outcome}
          onChange={(outcome) => change({ outcome })}
        />
      )}
      <People draft={draft} change={change} errors={errors} />
    </div>
  );
}

type Named = { id: string };

function usePeople(words: string, chosen: readonly string[]): { value: string; label: string }[] {
  const [settled] = useDebouncedValue(words, 200);
  const found = useQuery({
    queryKey: ['contact', 'pick', settled, {}],
    queryFn: ({ signal }) =>
      api.get<{ items: Named[] }>('/contacts', { query: { q: settled, limit: 20 }, signal }),
    placeholderData: keepPreviousData,
  });
  const known = useQuery({
    queryKey: ['contact', 'names', [...chosen].sort().join()],
    queryFn: ({ signal }) => Promise.all(chosen.map((id) => api.get<Named>(`/contacts/${id}`, { signal }))),
    enabled: chosen.length > 0,
    placeholderData: keepPreviousData,
  });
  const all = [...(known.data ?? []), ...(found.data?.items ?? [])];
  const byId = new Map(all.map((contact) => [contact.id, recordName(contact)]));
  for (const id of chosen) if (!byId.has(id)) byId.set(id, '…');
  return [...byId].map(([value, label]) => ({ value, label }));
}

function People({ draft, change, errors }: Props) {
  const { t } = useTranslation();
  const [words, setWords] = useState('');
  const data = usePeople(words, draft.contactIds);
  return (
    <MultiSelect
      size="sm"
      className={classes.people}
      label={t('timeline:field.contactIds')}
      data={data}
      value={draft.contactIds}
      error={errors.contactIds}
      searchable
      searchValue={words}
      onSearchChange={setWords}
      filter={({ options }) => options}
      nothingFoundMessage={t('common:picker.nothing')}
      maxValues={50}
      onChange={(contactIds) => change({ contactIds })}
    />
  );
}
