import { MultiSelect } from '@mantine/core';
import type { CustomMoney } from '#domain/custom-fields.ts';
import { useSession } from '#web/platform/session.ts';
import type { InputProps } from '../field.ts';
import { useBase } from '../use-base.ts';
import { CurrencyAmount } from './currency-amount.tsx';

/** An amount that carries its own currency: `{amount, currency}`. */
export function AmountInput(props: InputProps) {
  const own = useSession()?.organisation.currency ?? 'EUR';
  const value = props.value as CustomMoney | null | undefined;
  const currency = value?.currency ?? own;
  const change = (amount: string, next = currency) =>
    props.onChange(amount.trim() === '' ? null : { amount, currency: next });
  return (
    <CurrencyAmount
      {...props}
      amount={value?.amount ?? ''}
      currency={currency}
      fixed={!value}
      onAmount={(amount) => change(amount)}
      onCurrency={(code) => value && change(value.amount, code)}
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
