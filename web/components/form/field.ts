import type { ReactNode } from 'react';
import type { RecordKindName } from '#domain/events.ts';
import type { FieldErrorCode } from '#domain/field-errors.ts';
import type { PipelineKind } from '#domain/pipelines.ts';
import type { OptionList } from '#domain/settings.ts';

export type FieldType =
  | 'text'
  | 'prose'
  | 'email'
  | 'phone'
  | 'url'
  /** A password or a token: never shown again. */
  | 'secret'
  | 'money'
  | 'decimal'
  | 'percent'
  | 'date'
  /** `HH:MM`. */
  | 'time'
  /** `{every, unit, ends}`, or null for never. */
  | 'recurrence'
  | 'choice'
  | 'option'
  | 'currency'
  | 'country'
  | 'timeZone'
  | 'member'
  | 'record'
  | 'paymentTerm'
  | 'pipeline'
  | 'tags'
  | 'address'
  | 'checkbox'
  | 'prices'
  | 'colour'
  | 'scope'
  /** With its currency in the value: `{amount, currency}`. */
  | 'amount'
  /** Several of `options`. */
  | 'choices'
  /** Choices as a company defines them: each with its words and whether it is in use. */
  | 'optionRows';

export type Values = Record<string, unknown>;

/** One field of a record: the same declaration draws it in a form and for editing in place. */
export type Field = {
  /** The wire field. */
  key: string;
  /** i18n key. */
  label: string;
  type: FieldType;
  /** i18n key of a sentence below the label. */
  help?: string;
  required?: boolean;
  /** Takes a whole row of the form; the others share one. */
  wide?: boolean;
  /** For `choice`: the values, and the i18n prefix of their words. */
  choices?: readonly string[];
  words?: string;
  /** For `choice`: values that are data and bring their own words. */
  options?: readonly { value: string; label: string }[];
  /** Of `options`: those that nobody may newly choose. */
  retired?: readonly string[];
  /** For `choice` and `choices`: values that depend on the rest of the form. */
  optionsFrom?: (values: Values) => readonly { value: string; label: string }[];
  /** For `prose`: begins as one line. */
  short?: boolean;
  /** For `choice`: drawn as `StatusBadge` of this kind where it is only shown. */
  badge?: string;
  /** For `option`: the list under Settings; `free` lets a new value be typed. */
  optionList?: OptionList;
  free?: boolean;
  /** For `money`: the field that holds the currency, edited beside the amount. */
  currencyKey?: string;
  /** For `prices`: the member that holds the amount, `unitPrice` without it. */
  amountKey?: string;
  /** For `record`: the kind to pick from, and what narrows the choice. */
  recordKind?: RecordKindName;
  recordFilter?: (values: Values) => Record<string, string>;
  /** For `pipeline`: of which kind. */
  pipelineKind?: PipelineKind;
  /** For `percent` and `decimal`: the API takes a whole number, not a decimal string. */
  whole?: boolean;
  /** i18n keys that say a refusal of this field better than its code does: `{ required: 'leads:error.name' }`. */
  errors?: Partial<Record<FieldErrorCode, string>>;
  /** Shown, never edited. */
  readOnly?: boolean | ((values: Values) => boolean);
  autoComplete?: string;
};

/** Fields under one heading. */
export type FieldGroup = {
  /** i18n key. */
  label?: string;
  fields: Field[];
};

export type InputProps = {
  field: Field;
  value: unknown;
  onChange: (value: unknown) => void;
  /** All values of the form, for inputs that depend on one another. */
  values: Values;
  setValue: (key: string, value: unknown) => void;
  error?: ReactNode;
  /** Without a visible label: editing in place, where the label stands beside. */
  bare?: boolean;
  autoFocus?: boolean;
  disabled?: boolean;
};

export type ErrorAt = (path: string, field?: Field) => string | undefined;

export function isReadOnly(field: Field, values: Values): boolean {
  return typeof field.readOnly === 'function' ? field.readOnly(values) : Boolean(field.readOnly);
}
