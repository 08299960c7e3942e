import { Button, Checkbox, Group, ScrollArea, SegmentedControl, Stack, TextInput } from '@mantine/core';
import { DateInput } from '@mantine/dates';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useOptionList } from '#web/platform/option-lists.ts';
import { MemberSelect } from '../form/inputs/member-select.tsx';
import { RecordInput } from '../form/inputs/record-input.tsx';
import type { ListFilter } from './declare.ts';
import { useChoiceWords } from './filter-words.ts';
import { NumberEditor } from './number-editor.tsx';

export type FilterChange = (changes: Record<string, string | null>) => void;

type Props = { filter: ListFilter; values: Record<string, string>; change: FilterChange; close: () => void };

/** The inside of a filter's popover, by the filter's type. */
export function FilterEditor(props: Props) {
  switch (props.filter.type) {
    case 'choice':
      return <ChoiceEditor {...props} />;
    case 'member':
      return <MemberEditor {...props} />;
    case 'record':
      return <RecordEditor {...props} />;
    case 'date':
    case 'instant':
      return <DateEditor {...props} />;
    case 'number':
      return <NumberEditor {...props} />;
    case 'boolean':
      return <BooleanEditor {...props} />;
    default:
      return <TextEditor {...props} />;
  }
}

function ChoiceEditor({ filter, values, change }: Props) {
  const word = useChoiceWords(filter);
  const listed = useOptionList(filter.optionList);
  const choices = filter.choices ?? (filter.options ?? listed).map((option) => option.value);
  const chosen = values[filter.key]?.split(',') ?? [];
  const toggle = (choice: string) => {
    const next = chosen.includes(choice) ? chosen.filter((one) => one !== choice) : [...chosen, choice];
    change({ [filter.key]: next.join(',') || null });
  };
  return (
    <ScrollArea.Autosize mah={280} type="auto">
      <Stack gap={10} p={4}>
        {choices.map((choice) => (
          <Checkbox
            key={choice}
            label={word(choice)}
            checked={chosen.includes(choice)}
            onChange={() => toggle(choice)}
          />
        ))}
      </Stack>
    </ScrollArea.Autosize>
  );
}

function MemberEditor({ filter, values, change, close }: Props) {
  const { t } = useTranslation();
  const value = values[filter.key];
  return (
    <Stack gap="xs" w={240}>
      <Button
        variant={value === 'me' ? 'light' : 'default'}
        onClick={() => {
          change({ [filter.key]: 'me' });
          close();
        }}
      >
        {t('common:filter.me')}
      </Button>
      <MemberSelect
        label={t('common:filter.member')}
        value={value === 'me' ? null : (value ?? null)}
        onChange={(id) => change({ [filter.key]: id })}
        withinPortal={false}
      />
    </Stack>
  );
}

function RecordEditor({ filter, values, change, close }: Props) {
  const { key, label, recordKind } = filter;
  return (
    <RecordInput
      field={{ key, label, type: 'record', recordKind }}
      value={values[key] ?? null}
      values={values}
      setValue={() => undefined}
      onChange={(id) => {
        change({ [key]: id ? String(id) : null });
        close();
      }}
      autoFocus
    />
  );
}

function DateEditor({ filter, values, change }: Props) {
  const { t } = useTranslation();
  const from = `${filter.key}[gte]`;
  const to = `${filter.key}[lte]`;
  const popover = { withinPortal: false };
  return (
    <Stack gap="xs" w={240}>
      <DateInput
        label={t('common:filter.from')}
        value={values[from] ?? null}
        onChange={(date) => change({ [from]: date })}
        popoverProps={popover}
        clearable
      />
      <DateInput
        label={t('common:filter.to')}
        value={values[to] ?? null}
        onChange={(date) => change({ [to]: date })}
        popoverProps={popover}
        clearable
      />
    </Stack>
  );
}

function BooleanEditor({ filter, values, change }: Props) {
  const { t } = useTranslation();
  return (
    <SegmentedControl
      aria-label={t(filter.label)}
      value={values[filter.key] ?? ''}
      onChange={(value) => change({ [filter.key]: value || null })}
      data={[
        { value: 'true', label: t('common:yes') },
        { value: 'false', label: t('common:no') },
      ]}
    />
  );
}

function TextEditor({ filter, values, change, close }: Props) {
  const { t } = useTranslation();
  const [text, setText] = useState(values[filter.key] ?? '');
  const apply = () => {
    change({ [filter.key]: text.trim() || null });
    close();
  };
  return (
    <Group gap="xs" wrap="nowrap" align="end">
      <TextInput
        label={t(filter.label)}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        onKeyDown={(event) => event.key === 'Enter' && apply()}
        data-autofocus
      />
      <Button variant="default" onClick={apply}>
        {t('common:act.apply')}
      </Button>
    </Group>
  );
}
