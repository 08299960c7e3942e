import { Autocomplete, Select } from '@mantine/core';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { countryCodes } from '#domain/countries.ts';
import { activeCurrencyCodes } from '#domain/currencies.ts';
import { timeZones } from '#domain/time-zones.ts';
import { useOptionList } from '#web/platform/option-lists.ts';
import { useFormat } from '#web/platform/use-format.ts';
import type { InputProps } from '../field.ts';
import { asText, useBase } from '../use-base.ts';

type Choice = { value: string; label: string };

function ChoiceSelect(props: InputProps & { data: Choice[]; searchable?: boolean }) {
  const { autoFocus, ...base } = useBase(props);
  return (
    <Select
      {...base}
      autoFocus={autoFocus}
      data={props.data}
      searchable={props.searchable}
      // The chosen one chosen again stays; emptying has a button of its own.
      allowDeselect={false}
      clearable={!props.field.required}
      defaultDropdownOpened={props.bare && autoFocus}
      maxDropdownHeight={280}
      value={asText(props.value) || null}
      onChange={(value) => props.onChange(value)}
    />
  );
}

/** One of a few fixed values. */
export function ChoiceInput(props: InputProps) {
  const { t } = useTranslation();
  const { choices = [], words, retired = [], optionsFrom } = props.field;
  const options = optionsFrom?.(props.values) ?? props.field.options;
  const data =
    options?.filter(({ value }) => !retired.includes(value) || value === props.value) ??
    choices.map((value) => ({ value, label: t(`${words}.${value}`, { defaultValue: value }) }));
  return <ChoiceSelect {...props} data={[...data]} searchable={data.length > 8} />;
}

/** One of a list that the company keeps under Settings; where the list allows it, a new value may be typed. */
export function OptionInput(props: InputProps) {
  const base = useBase(props);
  const options = useOptionList(props.field.optionList);
  const value = asText(props.value);
  const open = options.filter((option) => option.active !== false || option.value === value);
  if (!props.field.free) return <ChoiceSelect {...props} data={open} searchable={open.length > 8} />;
  return (
    <Autocomplete
      {...base}
      autoComplete="off"
      data={[...new Set(open.map((option) => option.label))]}
      maxDropdownHeight={280}
      value={open.find((option) => option.value === value)?.label ?? value}
      onChange={(text) => props.onChange(open.find((option) => option.label === text)?.value ?? text)}
    />
  );
}

export function CurrencyInput(props: InputProps) {
  const format = useFormat();
  const data = useMemo(
    () => activeCurrencyCodes.map((code) => ({ value: code, label: `${code} – ${format.currency(code)}` })),
    [format],
  );
  return <ChoiceSelect {...props} data={data} searchable />;
}

export function CountryInput(props: InputProps) {
  const format = useFormat();
  const data = useMemo(() => {
    const order = new Intl.Collator(format.locale);
    return countryCodes
      .map((code) => ({ value: code, label: format.country(code) }))
      .sort((a, b) => order.compare(a.label, b.label));
  }, [format]);
  return <ChoiceSelect {...props} data={data} searchable />;
}

export function TimeZoneInput(props: InputProps) {
  const data = useMemo(
    () => timeZones().map((zone) => ({ value: zone, label: zone.replaceAll('_', ' ') })),
    [],
  );
  return <ChoiceSelect {...props} data={data} searchable />;
}
