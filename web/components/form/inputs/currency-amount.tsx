import { Select, TextInput } from '@mantine/core';
import { activeCurrencyCodes } from '#domain/currencies.ts';
import { readDecimal } from '#web/platform/read-decimal.ts';
import { useFormat } from '#web/platform/use-format.ts';
import type { InputProps } from '../field.ts';
import { useBase } from '../use-base.ts';

type Props = InputProps & {
  amount: string;
  currency: string | null;
  /** The currency stands as it is. */
  fixed: boolean;
  onAmount: (amount: string) => void;
  onCurrency: (code: string) => void;
};

/** An amount with its currency beside it. Both stay exactly as typed; nothing is computed here. */
export function CurrencyAmount({ amount, currency, fixed, onAmount, onCurrency, ...input }: Props) {
  const base = useBase(input);
  const { locale } = useFormat();
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
          disabled={input.disabled || fixed}
          comboboxProps={{ width: 120 }}
          maxDropdownHeight={240}
          rightSection={null}
          rightSectionWidth={0}
          styles={{ input: { paddingInline: '0.75rem 0', fontSize: '0.8125rem' } }}
          onChange={(code) => code && onCurrency(code)}
        />
      }
      value={amount}
      onChange={(event) => onAmount(event.currentTarget.value)}
      onBlur={(event) => {
        const read = readDecimal(event.currentTarget.value, locale);
        if (read !== event.currentTarget.value) onAmount(read);
      }}
    />
  );
}
