import { Select, TextInput } from '@mantine/core';
import { activeCurrencyCodes } from '#domain/currencies.ts';
import { readDecimal } from '#web/platform/read-decimal.ts';
import { useSession } from '#web/platform/session.ts';
import { useFormat } from '#web/platform/use-format.ts';
import type { InputProps } from '../field.ts';
import { asText, useBase } from '../use-base.ts';

/** An amount with its currency beside it. Both stay exactly as typed; nothing is computed here. */
export function MoneyInput(props: InputProps) {
  const base = useBase(props);
  const { locale } = useFormat();
  const own = useSession()?.organisation.currency ?? null;
  const { currencyKey } = props.field;
  const currency = currencyKey ? asText(props.values[currencyKey]) || own : own;
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
          disabled={props.disabled || !currencyKey}
          comboboxProps={{ width: 120 }}
          maxDropdownHeight={240}
          rightSection={null}
          rightSectionWidth={0}
          styles={{ input: { paddingInline: '0.75rem 0', fontSize: '0.8125rem' } }}
          onChange={(code) => currencyKey && code && props.setValue(currencyKey, code)}
        />
      }
      value={asText(props.value)}
      onChange={(event) => {
        props.onChange(event.currentTarget.value);
        // What is shown is what is meant: a record without a currency takes the one beside its first amount.
        if (currencyKey && !props.values[currencyKey] && currency) props.setValue(currencyKey, currency);
      }}
      onBlur={(event) => {
        const read = readDecimal(event.currentTarget.value, locale);
        if (read !== event.currentTarget.value) props.onChange(read);
      }}
    />
  );
}
