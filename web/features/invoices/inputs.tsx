import { Textarea } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { fieldProblem } from '#domain/field-errors.ts';
import { parseMinor, toMinor } from '#domain/money.ts';
import type { FieldProblem } from '#domain/problems.ts';

export const isolated = (text: string) => `\u2068${text}\u2069`;

/** An amount over what there is is refused before it is sent; the server refuses it again. */
export function overMost(amount: unknown, most: string, currency: string): FieldProblem[] {
  const parsed = parseMinor(amount, currency);
  if (!parsed.ok) {
    return parsed.rule === 'too_many_decimals'
      ? [fieldProblem('amount', 'too_many_decimals', { currency })]
      : [];
  }
  const over = parsed.value > toMinor(most, currency);
  return over ? [fieldProblem('amount', 'exceeds_balance', { max: most })] : [];
}

type ReasonProps = { value: string; error: string | undefined; onChange: (reason: string) => void };

export function ReasonInput({ value, error, onChange }: ReasonProps) {
  const { t } = useTranslation();
  return (
    <Textarea
      label={t('invoices:settle.reason')}
      withAsterisk
      dir="auto"
      autosize
      minRows={2}
      maxLength={1000}
      data-autofocus
      value={value}
      error={error}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}
