import { Textarea } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { z } from 'zod';
import { fieldErrors, fieldProblem } from '#domain/field-errors.ts';
import { parseMinor, toMinor } from '#domain/money.ts';
import type { FieldProblem } from '#domain/problems.ts';
import type { ErrorAt, Field, Values } from '#web/components/form/field.ts';
import { FieldInput } from '#web/components/form/field-input.tsx';
import classes from './payments.module.css';

export const isolated = (text: string) => `\u2068${text}\u2069`;

export function problemsOf(schema: z.ZodType, body: Values): FieldProblem[] {
  const checked = schema.safeParse(body);
  return checked.success ? [] : fieldErrors(checked.error, body);
}

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

type InputsProps = {
  fields: Field[];
  values: Values;
  set: (key: string, value: unknown) => void;
  errorAt: ErrorAt;
};

/** The fields of a dialog, two in a row where there is room. */
export function Inputs({ fields, values, set, errorAt }: InputsProps) {
  return (
    <div className={classes.pair}>
      {fields.map((field) => (
        <FieldInput
          key={field.key}
          field={field}
          value={values[field.key]}
          onChange={(value) => set(field.key, value)}
          values={values}
          setValue={set}
          errorAt={errorAt}
        />
      ))}
    </div>
  );
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
