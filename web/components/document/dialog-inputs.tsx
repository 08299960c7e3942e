import type { z } from 'zod';
import { fieldErrors } from '#domain/field-errors.ts';
import type { FieldProblem } from '#domain/problems.ts';
import type { ErrorAt, Field, Values } from '../form/field.ts';
import { FieldInput } from '../form/field-input.tsx';
import classes from './document.module.css';

/** What a dialog's fields break of the rules that the server holds too. */
export function problemsOf(schema: z.ZodType, body: Values): FieldProblem[] {
  const checked = schema.safeParse(body);
  return checked.success ? [] : fieldErrors(checked.error, body);
}

type InputsProps = {
  fields: readonly Field[];
  values: Values;
  set: (key: string, value: unknown) => void;
  errorAt: ErrorAt;
};

/** The fields of a dialog, two in a row where there is room. */
export function Inputs({ fields, values, set, errorAt }: InputsProps) {
  return (
    <div className={classes.dialogFields}>
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
