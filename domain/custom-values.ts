import { z } from 'zod';
import { type CustomField, longestCustomText } from './custom-fields.ts';
import { fieldErrors, fieldProblem } from './field-errors.ts';
import {
  amountToMinor,
  currencyCode,
  decimal,
  optionalDate,
  optionalDecimal,
  optionalEmail,
  optionalPhone,
  optionalProse,
  optionalText,
  optionalUrl,
  optionalUuid,
  text,
} from './fields.ts';
import { formatMinor } from './money.ts';
import { normalizePhone } from './phones.ts';
import type { FieldProblem } from './problems.ts';

// Filters compare numbers as whole ten-thousandths.
const widest = '99999999999.9999';
const numbers = { decimals: 4, min: `-${widest}`, max: widest };
const amounts = { decimals: 4, min: '0', max: widest };

const choices = z.array(text(120)).max(200).nullable().optional();

/** What a field of each type takes, before its own options are looked at. Absent and empty mean no value. */
const schemas: Record<CustomField['type'], z.ZodType> = {
  text: optionalProse(longestCustomText),
  number: optionalDecimal(numbers),
  money: z
    .strictObject({ amount: decimal(amounts), currency: currencyCode })
    .nullable()
    .optional(),
  date: optionalDate,
  choice: optionalText(120),
  multiChoice: choices,
  boolean: z.boolean().nullable().optional(),
  url: optionalUrl,
  email: optionalEmail,
  phone: optionalPhone,
  member: optionalUuid,
  link: optionalUuid,
};

export type ReadValue = { ok: true; value: unknown } | { ok: false; problems: FieldProblem[] };

const refused = (...problems: FieldProblem[]): ReadValue => ({ ok: false, problems });

function readMoney(path: string, money: { amount: string; currency: string }): ReadValue {
  const minor = amountToMinor(`${path}.amount`, money.amount, money.currency);
  if (!minor.ok) return refused(minor.error);
  return { ok: true, value: { amount: formatMinor(minor.minor, money.currency), currency: money.currency } };
}

/** Options out of use are kept where they stood before, and not taken up anew. */
function readChoices(field: CustomField, path: string, wanted: string[], before: unknown): ReadValue {
  const had = Array.isArray(before) ? before : [before];
  for (const value of wanted) {
    const option = field.options.find((one) => one.value === value);
    const allowed = field.options.filter(({ active }) => active).map((one) => one.value);
    if (!option)
      return refused(fieldProblem(path, 'unknown_value', { allowed: allowed.join(', ').slice(0, 500) }));
    if (!option.active && !had.includes(value)) return refused(fieldProblem(path, 'inactive'));
  }
  const inOrder = field.options.map(({ value }) => value).filter((value) => wanted.includes(value));
  if (field.type === 'choice') return { ok: true, value: inOrder[0] ?? null };
  return { ok: true, value: inOrder.length === 0 ? null : inOrder };
}

/**
 * A value of a custom field as it is kept and shown, or what is wrong with it, each problem at `path` or below it. Null
 * is no value. That a member or a linked record exists is the caller's to check.
 */
export function readCustomValue(
  field: CustomField,
  input: unknown,
  before: unknown = null,
  path = `custom.${field.key}`,
): ReadValue {
  const parsed = schemas[field.type].safeParse(input);
  if (!parsed.success) {
    return refused(
      ...fieldErrors(parsed.error, input).map((problem) => ({
        ...problem,
        path: problem.path === '' ? path : `${path}.${problem.path}`,
      })),
    );
  }
  const value = parsed.data ?? null;
  if (value === null) return { ok: true, value: null };
  if (field.type === 'money') return readMoney(path, value as { amount: string; currency: string });
  if (field.type === 'choice') return readChoices(field, path, [value as string], before);
  if (field.type === 'multiChoice') return readChoices(field, path, value as string[], before);
  return { ok: true, value };
}

/** What two records may not share in a unique field: text without regard to case, numbers of telephones as E.164. */
export function uniqueText(field: Pick<CustomField, 'type'>, value: unknown): string {
  const plain = String(value);
  if (field.type === 'phone') return normalizePhone(plain) ?? plain;
  return plain.toLowerCase();
}
