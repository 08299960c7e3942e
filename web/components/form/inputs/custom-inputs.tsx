import { MultiSelect, Select, TextInput } from '@mantine/core';
import { activeCurrencyCodes } from '#domain/currencies.ts';
import type { CustomMoney } from '#domain/custom-fields.ts';
import { readDecimal } from '#web/platform/read-decimal.ts';
import { useSession } from '#web/platform/session.ts';
import { useFormat } from '#web/platform/use-format.ts';
import type { InputProps } from '../field.ts';
import { useBase } from '../use-base.ts';

/** An amount that carries its own currency: `{amount, currency}`. */
export function AmountInput(props: InputProps) {
  const base = useBase(props);
  const { locale } = useFormat();
  const own = useSession()?.organisation.currency ?? 'EUR';
  const value = props.value as CustomMoney | null | undefined;
  const currency = value?.currency ?? own;
  const change = (amount: string, next = currency) =>
    props.onChange(amount.trim() === '' ? null : { amount, currency: next });
  return (
    <TextInput
      {...base}
      inputMode="decimal"
      dir="ltr"
      autoComplete="off"
      styles={{ input: { textAlign: 'end' } }}
      leftSectionWidth={64}
      leftSection={
        <Select
          aria-label={`${base.label ?? base['aria-label']} – ${currency}`}
          variant="unstyled"
          data={activeCurrencyCodes as string[]}
          value={currency}
          searchable
          allowDeselect={false}
          disabled={props.disabled || !value}
          comboboxProps={{ width: 120 }}
          maxDropdownHeight={240}
          rightSection={null}
          rightSectionWidth={0}
          styles={{ input: { paddingInline: '0.75rem 0', fontSize: '0.8125rem' } }}
          onChange={(code) => code && value && change(value.amount, code)}
        />
      }
      value={value?.amount ?? ''}
      onChange={(event) => change(event.currentTarget.value)}
      onBlur={(event) => {
        const read = readDecimal(event.currentTarget.value, locale);
        if (read !== event.currentTarget.value) change(read);
      }}
    />
  );
}

/** Several of a few values. */
export function ChoicesInput(props: InputProps) {
  const base = useBase(props);
  const { retired = [], optionsFrom } = props.field;
  const options = optionsFrom?.(props.values) ?? props.field.options ?? [];
  const value = Array.isArray(props.value) ? (props.value as string[]) : [];
  const open = options.filter((option) => !retired.includes(option.value) || value.includes(option.value));
  return (
    <MultiSelect
      {...base}
      data={[...open]}
      value={value}
      searchable={open.length > 8}
      clearable={!props.field.required}
      maxDropdownHeight={280}
      onChange={(next) => props.onChange(next.length === 0 ? null : next)}
    />
  );
}
