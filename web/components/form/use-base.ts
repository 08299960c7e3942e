import { useTranslation } from 'react-i18next';
import type { InputProps } from './field.ts';

/** What every input takes from its declaration. */
export function useBase({
  field,
  error,
  bare,
  autoFocus,
  disabled,
}: Omit<InputProps, 'values' | 'setValue'>) {
  const { t } = useTranslation();
  const label = t(field.label);
  return {
    name: field.key,
    label: bare ? undefined : label,
    'aria-label': bare ? label : undefined,
    description: !bare && field.help ? t(field.help) : undefined,
    withAsterisk: !bare && field.required,
    'aria-required': field.required || undefined,
    error,
    disabled,
    autoFocus,
    'data-autofocus': autoFocus || undefined,
  };
}

export function asText(value: unknown): string {
  return value === null || value === undefined ? '' : String(value);
}
