import { Select } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { RecordKindName } from '#domain/events.ts';
import { api } from '#web/platform/api.ts';
import { kinds } from '#web/platform/kinds.ts';
import { recordName } from '../../record-name.ts';
import type { InputProps } from '../field.ts';
import { asText, useBase } from '../use-base.ts';
import { useRecordLabel } from './use-record-label.ts';

type Named = { id: string };

function useRecordSearch(kind: RecordKindName, words: string, filter: Record<string, string>): Named[] {
  const found = useQuery({
    queryKey: [kind, 'pick', words, filter],
    queryFn: ({ signal }) =>
      api.get<{ items: Named[] }>(`/${kinds[kind].path}`, {
        query: { ...filter, q: words, limit: 20 },
        signal,
      }),
    placeholderData: keepPreviousData,
  });
  return found.data?.items ?? [];
}

/** A link to another record, found by typing. */
export function RecordInput(props: InputProps) {
  const { t } = useTranslation();
  const base = useBase(props);
  const kind = props.field.recordKind ?? 'account';
  const id = asText(props.value) || null;
  const [words, setWords] = useState('');
  const [settled] = useDebouncedValue(words, 200);
  const filter = props.field.recordFilter?.(props.values) ?? {};
  const label = useRecordLabel(kind, id);
  const found = useRecordSearch(kind, settled === label ? '' : settled, filter);
  const data = found.map((record) => ({ value: record.id, label: recordName(record) }));
  if (id && !data.some((option) => option.value === id)) data.unshift({ value: id, label: label ?? '…' });
  return (
    <Select
      {...base}
      data={data}
      value={id}
      onChange={(next) => props.onChange(next)}
      searchable
      searchValue={words}
      onSearchChange={setWords}
      filter={({ options }) => options}
      nothingFoundMessage={t('common:picker.nothing')}
      allowDeselect={false}
      clearable={!props.field.required}
      maxDropdownHeight={280}
    />
  );
}
