import { Select } from '@mantine/core';
import { usePaymentTerms } from '#web/platform/payment-terms.ts';
import type { InputProps } from '../field.ts';
import { asText, useBase } from '../use-base.ts';

/** One of the company's payment terms; those out of use can be kept, not chosen anew. */
export function PaymentTermInput(props: InputProps) {
  const base = useBase(props);
  const value = asText(props.value) || null;
  const terms = usePaymentTerms().filter((term) => term.active || term.id === value);
  return (
    <Select
      {...base}
      data={terms.map((term) => ({ value: term.id, label: term.name }))}
      value={value}
      onChange={(next) => props.onChange(next)}
      allowDeselect={false}
      clearable={!props.field.required}
      defaultDropdownOpened={props.bare && props.autoFocus}
      maxDropdownHeight={280}
    />
  );
}
