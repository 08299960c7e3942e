import type { z } from 'zod';
import { fieldErrors } from '#domain/field-errors.ts';
import type { ErrorAt, Field, Values } from '#web/components/form/field.ts';
import { FieldInput } from '#web/components/form/field-input.tsx';
import type { Subscription } from './subscription.ts';
import classes from './subscriptions.module.css';

export type SubscriptionAct = 'start' | 'pause' | 'resume' | 'cancel' | 'keep' | 'changePrice' | 'edit';

export type DialogProps = { subscription: Subscription; act: SubscriptionAct | null; close: () => void };

export function problemsOf(schema: z.ZodType, body: Values) {
  const checked = schema.safeParse(body);
  return checked.success ? [] : fieldErrors(checked.error, body);
}

type InputsProps = {
  fields: readonly Field[];
  values: Values;
  set: (key: string, value: unknown) => void;
  errorAt: ErrorAt;
};

export function Inputs({ fields, values, set, errorAt }: InputsProps) {
  return (
    <div className={classes.fields}>
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
