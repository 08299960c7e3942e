import type { ComponentType } from 'react';
import type { ErrorAt, FieldType, InputProps } from './field.ts';
import { AddressInput } from './inputs/address-input.tsx';
import { ChoiceInput, CountryInput, CurrencyInput, OptionInput, TimeZoneInput } from './inputs/choices.tsx';
import { ColourInput } from './inputs/colour-input.tsx';
import { AmountInput, ChoicesInput } from './inputs/custom-inputs.tsx';
import { DateField } from './inputs/date-field.tsx';
import { MemberInput } from './inputs/member-select.tsx';
import { MoneyInput } from './inputs/money-input.tsx';
import { OptionRowsInput } from './inputs/option-rows.tsx';
import { PaymentTermInput } from './inputs/payment-term-input.tsx';
import { PipelineInput } from './inputs/pipeline-input.tsx';
import { CheckboxInput, DecimalInput, LineInput, ProseInput } from './inputs/plain.tsx';
import { PricesInput } from './inputs/prices-input.tsx';
import { RecordInput } from './inputs/record-input.tsx';
import { RecurrenceInput } from './inputs/recurrence-input.tsx';
import { ScopeInput } from './inputs/scope-input.tsx';
import { SecretInput } from './inputs/secret-input.tsx';
import { TagsField } from './inputs/tags-field.tsx';
import { TimeInput } from './inputs/time-input.tsx';

const inputs: Record<Exclude<FieldType, 'address' | 'prices'>, ComponentType<InputProps>> = {
  text: LineInput,
  email: LineInput,
  phone: LineInput,
  url: LineInput,
  secret: SecretInput,
  prose: ProseInput,
  money: MoneyInput,
  decimal: DecimalInput,
  percent: DecimalInput,
  date: DateField,
  time: TimeInput,
  recurrence: RecurrenceInput,
  choice: ChoiceInput,
  option: OptionInput,
  currency: CurrencyInput,
  country: CountryInput,
  timeZone: TimeZoneInput,
  member: MemberInput,
  record: RecordInput,
  paymentTerm: PaymentTermInput,
  pipeline: PipelineInput,
  tags: TagsField,
  checkbox: CheckboxInput,
  colour: ColourInput,
  scope: ScopeInput,
  amount: AmountInput,
  choices: ChoicesInput,
  optionRows: OptionRowsInput,
};

/** The input for a declared field. */
export function FieldInput(props: InputProps & { errorAt: ErrorAt }) {
  const { errorAt, ...rest } = props;
  if (props.field.type === 'address') return <AddressInput {...props} />;
  if (props.field.type === 'prices') return <PricesInput {...props} error={errorAt(props.field.key)} />;
  const Input = inputs[props.field.type];
  const { key, type } = props.field;
  // What is wrong with a part of an amount is said at the whole.
  const paths = type === 'amount' ? [key, `${key}.amount`, `${key}.currency`] : [key];
  const said = paths.map((path) => errorAt(path, props.field)).find((text) => text !== undefined);
  return <Input {...rest} error={props.error ?? said} />;
}
