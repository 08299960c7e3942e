import { PasswordInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { InputProps } from '../field.ts';
import { asText, useBase } from '../use-base.ts';

/** A secret of the company: browsers neither fill it in nor offer to remember it as the reader's own. */
export function SecretInput(props: InputProps) {
  const { t } = useTranslation();
  return (
    <PasswordInput
      {...useBase(props)}
      autoComplete="new-password"
      visibilityToggleButtonProps={{ 'aria-label': t('entry:password.show') }}
      value={asText(props.value)}
      onChange={(event) => props.onChange(event.currentTarget.value)}
    />
  );
}
