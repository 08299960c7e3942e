import { Group, Select, type SelectProps, Text } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMember, useMemberSearch } from '#web/platform/members.ts';
import { Initials } from '../../member-name.tsx';
import type { InputProps } from '../field.ts';
import { asText, useBase } from '../use-base.ts';

type Props = Omit<SelectProps, 'data' | 'value' | 'onChange'> & {
  value: string | null;
  onChange: (id: string | null) => void;
  withinPortal?: boolean;
};

/** Picks a member by name; asks the server as one types instead of loading everybody. */
export function MemberSelect({ value, onChange, withinPortal = true, ...rest }: Props) {
  const { t } = useTranslation();
  const [words, setWords] = useState('');
  const [settled] = useDebouncedValue(words, 200);
  const chosen = useMember(value);
  const found = useMemberSearch(settled === chosen?.name ? '' : settled);
  const all = chosen && !found.some((member) => member.id === chosen.id) ? [chosen, ...found] : found;
  return (
    <Select
      {...rest}
      data={all.map((member) => ({ value: member.id, label: member.name }))}
      value={value}
      onChange={onChange}
      searchable
      searchValue={words}
      onSearchChange={setWords}
      filter={({ options }) => options}
      nothingFoundMessage={t('common:picker.nobody')}
      clearable
      maxDropdownHeight={280}
      comboboxProps={{ withinPortal }}
      renderOption={({ option }) => (
        <Group gap={8} wrap="nowrap">
          <Initials name={option.label ?? ''} />
          <Text size="sm" truncate>
            {option.label}
          </Text>
        </Group>
      )}
    />
  );
}

export function MemberInput(props: InputProps) {
  const base = useBase(props);
  return <MemberSelect {...base} value={asText(props.value) || null} onChange={props.onChange} />;
}
