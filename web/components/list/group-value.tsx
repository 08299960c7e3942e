import { Group, MultiSelect, NumberInput, Select, TagsInput, TextInput } from '@mantine/core';
import { DateInput } from '@mantine/dates';
import { useTranslation } from 'react-i18next';
import { type FilterCondition, operandOf } from '#domain/filters.ts';
import { useMemberSearch } from '#web/platform/members.ts';
import { useOptionList } from '#web/platform/option-lists.ts';
import { readDecimal } from '#web/platform/read-decimal.ts';
import { useFormat } from '#web/platform/use-format.ts';
import { RecordInput } from '../form/inputs/record-input.tsx';
import { useChoiceWords } from './filter-words.ts';
import type { GroupField } from './group-fields.ts';

type Props = { field: GroupField; condition: FilterCondition; onChange: (value: unknown) => void };

/** What stands beside the operator: nothing, a word, a number, days, or several of a list. */
export function GroupValue(props: Props) {
  const { t } = useTranslation();
  const { field, condition, onChange } = props;
  const label = t('lists:group.value');
  const { value } = condition;
  switch (operandOf(field.type, condition.op)) {
    case 'none':
      return <span />;
    case 'text':
      return (
        <TextInput
          aria-label={label}
          dir="auto"
          value={typeof value === 'string' ? value : ''}
          onChange={(event) => onChange(event.currentTarget.value)}
        />
      );
    case 'number':
      return <Decimal label={label} value={value} onChange={onChange} />;
    case 'numbers':
      return <Pair {...props} render={(one) => <Decimal {...one} />} />;
    case 'date':
      return <Day label={label} value={value} onChange={onChange} />;
    case 'dates':
      return <Pair {...props} render={(one) => <Day {...one} />} />;
    case 'days':
      return (
        <NumberInput
          aria-label={label}
          min={1}
          max={3660}
          value={typeof value === 'number' ? value : ''}
          onChange={(days) => onChange(typeof days === 'number' ? days : undefined)}
        />
      );
    case 'boolean':
      return (
        <Select
          aria-label={label}
          data={[
            { value: 'true', label: t('common:yes') },
            { value: 'false', label: t('common:no') },
          ]}
          value={value === undefined ? null : String(value)}
          onChange={(word) => onChange(word === null ? undefined : word === 'true')}
        />
      );
    default:
      return <Several {...props} label={label} />;
  }
}

type One = { label: string; value: unknown; onChange: (value: unknown) => void };

function Decimal({ label, value, onChange }: One) {
  const { locale } = useFormat();
  return (
    <TextInput
      aria-label={label}
      inputMode="decimal"
      dir="ltr"
      value={value === undefined || value === null ? '' : String(value)}
      onChange={(event) => onChange(event.currentTarget.value)}
      onBlur={(event) => onChange(readDecimal(event.currentTarget.value, locale))}
    />
  );
}

function Day({ label, value, onChange }: One) {
  return (
    <DateInput
      aria-label={label}
      value={typeof value === 'string' && value !== '' ? value : null}
      onChange={(date) => onChange(date ?? undefined)}
      clearable
    />
  );
}

function Pair({ condition, onChange, render }: Props & { render: (one: One) => React.ReactNode }) {
  const { t } = useTranslation();
  const [low, high] = Array.isArray(condition.value) ? (condition.value as unknown[]) : [];
  return (
    <Group gap="xs" wrap="nowrap" grow>
      {render({
        label: t('common:filter.from'),
        value: low,
        onChange: (next) => onChange([next ?? null, high ?? null]),
      })}
      {render({
        label: t('common:filter.to'),
        value: high,
        onChange: (next) => onChange([low ?? null, next ?? null]),
      })}
    </Group>
  );
}

function Several({ field, condition, onChange, label }: Props & { label: string }) {
  const chosen = Array.isArray(condition.value) ? (condition.value as string[]) : [];
  if (field.type === 'tags') return <TagsInput aria-label={label} value={chosen} onChange={onChange} />;
  if (field.type === 'member') return <Members label={label} chosen={chosen} onChange={onChange} />;
  if (field.type === 'link') {
    return (
      <RecordInput
        field={{ key: field.key, label: field.label, type: 'record', recordKind: field.recordKind }}
        value={chosen[0] ?? null}
        values={{}}
        setValue={() => undefined}
        onChange={(id) => onChange(id ? [id] : [])}
        bare
      />
    );
  }
  return <Words field={field} label={label} chosen={chosen} onChange={onChange} />;
}

type Many = { label: string; chosen: string[]; onChange: (value: string[]) => void };

function Members({ label, chosen, onChange }: Many) {
  const { t } = useTranslation();
  const members = useMemberSearch('');
  const data = [
    { value: 'me', label: t('lists:group.me') },
    ...members.map(({ id, name }) => ({ value: id, label: name })),
  ];
  return <MultiSelect aria-label={label} data={data} value={chosen} onChange={onChange} searchable />;
}

function Words({ field, label, chosen, onChange }: Many & { field: GroupField }) {
  const word = useChoiceWords({ ...field, type: 'choice' });
  const listed = useOptionList(field.optionList);
  const choices = field.choices ?? (field.options ?? listed).map((option) => option.value);
  const all = [...new Set([...choices, ...chosen])];
  const data = all.map((choice) => ({ value: choice, label: word(choice) }));
  return <MultiSelect aria-label={label} data={data} value={chosen} onChange={onChange} searchable />;
}
