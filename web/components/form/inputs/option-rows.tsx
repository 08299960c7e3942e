import { ActionIcon, Button, Input, Stack, Switch, TextInput } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { CustomOption } from '#domain/custom-fields.ts';
import type { InputProps } from '../field.ts';
import { useBase } from '../use-base.ts';
import classes from './option-rows.module.css';

/** A value that stands in records and never changes, made from the first label: no comma, none twice. */
function freshValue(label: string, others: readonly CustomOption[]): string {
  const plain =
    label
      .trim()
      .toLowerCase()
      .replace(/[\s,]+/g, '_')
      .slice(0, 100) || 'choice';
  for (let number = 1; ; number += 1) {
    const value = number === 1 ? plain : `${plain}_${number}`;
    if (!others.some((one) => one.value === value)) return value;
  }
}

// What a choice is known by until it is saved; no value of a choice has a comma.
const unnamed = ',';

/** Gives each new choice its value when it is left: what is being typed is not yet what it is called. */
export function withValues(options: readonly CustomOption[]): CustomOption[] {
  const named: CustomOption[] = [];
  for (const option of options.filter(({ label }) => label.trim() !== '')) {
    const isNew = option.value.startsWith(unnamed);
    const value = isNew ? freshValue(option.label, [...options, ...named]) : option.value;
    named.push({ ...option, labelAr: option.labelAr || null, value });
  }
  return named;
}

function nextUnnamed(options: readonly CustomOption[]): string {
  const numbers = options.map(({ value }) => (value.startsWith(unnamed) ? Number(value.slice(1)) : 0));
  return `${unnamed}${Math.max(0, ...numbers) + 1}`;
}

/** The choices of a field: words in both languages, and whether each can still be chosen. */
export function OptionRowsInput(props: InputProps) {
  const { t } = useTranslation();
  const { label, description, error, withAsterisk } = useBase(props);
  const options = (props.value as CustomOption[] | null | undefined) ?? [];
  const set = (index: number, changed: Partial<CustomOption>) =>
    props.onChange(options.map((one, at) => (at === index ? { ...one, ...changed } : one)));
  const add = () =>
    props.onChange([...options, { value: nextUnnamed(options), label: '', labelAr: null, active: true }]);
  return (
    <Input.Wrapper label={label} description={description} error={error} withAsterisk={withAsterisk}>
      <Stack gap={6} mt={4}>
        {options.map((option, index) => (
          <div key={option.value} className={classes.row}>
            <TextInput
              aria-label={t('custom-fields:option.label', { number: index + 1 })}
              dir="auto"
              value={option.label}
              onChange={(event) => set(index, { label: event.currentTarget.value })}
            />
            <TextInput
              aria-label={t('custom-fields:option.labelAr', { number: index + 1 })}
              placeholder={t('custom-fields:option.labelAr', { number: index + 1 })}
              dir="auto"
              value={option.labelAr ?? ''}
              onChange={(event) => set(index, { labelAr: event.currentTarget.value })}
            />
            <Switch
              size="xs"
              aria-label={t('custom-fields:option.active', { number: index + 1 })}
              checked={option.active}
              onChange={(event) => set(index, { active: event.currentTarget.checked })}
            />
            <ActionIcon
              aria-label={t('custom-fields:option.remove', { number: index + 1 })}
              onClick={() => props.onChange(options.filter((_, at) => at !== index))}
            >
              <IconTrash size={15} />
            </ActionIcon>
          </div>
        ))}
        <Button
          variant="default"
          size="compact-sm"
          className={classes.add}
          leftSection={<IconPlus size={14} aria-hidden />}
          onClick={add}
        >
          {t('custom-fields:option.add')}
        </Button>
      </Stack>
    </Input.Wrapper>
  );
}
