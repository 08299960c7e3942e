import { z } from 'zod';
import { isCountryCode } from './countries.ts';
import { isActiveCurrency } from './currencies.ts';
import { type FieldErrorCode, fieldProblem } from './field-errors.ts';
import { canonicalDecimal, compareDecimals, type ExactDecimal, parseDecimal, parseMinor } from './money.ts';
import type { FieldProblem } from './problems.ts';
import { isCalendarDate, isTimeZone } from './time-zones.ts';

type Params = Record<string, string | number>;

/** A Zod check whose refusal carries one of the closed field error codes; `path` names the field of an object check. */
export function rule<Value>(
  holds: (value: Value) => boolean,
  code: FieldErrorCode,
  params: Params = {},
  path: PropertyKey[] = [],
) {
  return z.refine<Value>(holds, { path, params: { ...params, code } });
}

// NUL ends a string in C and cannot be stored; other control characters and half surrogates come only from accidents
// and attacks (header injection). A line of text has no line breaks; prose keeps them, and tabs.
const lineControls = /[\p{Cc}\u2028\u2029]/u;
const proseControls = /[^\P{Cc}\n\t]/u;

// No script stacks more than thirty marks on a letter (UAX #15, "Stream-Safe Text Format"), and putting longer stacks
// into NFC takes time that grows with their square.
const markStack = /\p{M}{31}/u;

const isStorable = (value: string) => value.isWellFormed() && !markStack.test(value);
const isLine = (value: string) => isStorable(value) && !lineControls.test(value);
const isProse = (value: string) => isStorable(value) && !proseControls.test(value);
/** Text in NFC, as it is compared and searched; stacks of marks, which would take long to compose, as they are. */
export const composed = (value: string) => (markStack.test(value) ? value : value.normalize('NFC'));

function line(max: number) {
  return z.string().trim().overwrite(composed).max(max).check(rule(isLine, 'invalid_characters'));
}

/** Turns what an emptied form field sends into "no value", and allows null and absence. */
export function orNothing<Schema extends z.ZodType<string>>(schema: Schema) {
  return schema
    .transform((value) => (value === '' ? null : value))
    .nullable()
    .optional();
}

/** One required line of text, trimmed, at most `max` UTF-16 units, without control characters. */
export const text = (max: number) => line(max).min(1);

/** As `text`, but an empty string, null or absence mean "no value". */
export const optionalText = (max: number) => orNothing(line(max));

/** Required text of several lines; line breaks become "\n". */
export const prose = (max: number) => proseLines(max).min(1);

export const optionalProse = (max: number) => orNothing(proseLines(max));

function proseLines(max: number) {
  return z
    .string()
    .overwrite((value) => value.replace(/\r\n?/g, '\n'))
    .trim()
    .overwrite(composed)
    .max(max)
    .check(rule(isProse, 'invalid_characters'));
}

// Each kind of line below lets an empty string through, so that its required form can say "required" and its
// optional form "no value"; `.meta` comes last because it belongs to one schema instance.
const unlessEmpty = (holds: (value: string) => boolean) => (value: string) => value === '' || holds(value);

const longestEmail = 254;
const emailLine = z
  .string()
  .trim()
  .overwrite((value) => value.replace(/@[^@]*$/, (domain) => domain.toLowerCase()))
  .max(longestEmail)
  .check(
    rule(
      unlessEmpty((value) => value.length > longestEmail || z.regexes.email.test(value)),
      'invalid_email',
    ),
  );

/** An address that SMTP can carry (≤ 254); its domain is lower-cased, its local part is kept as typed. */
export const email = emailLine.min(1).meta({ format: 'email' });
export const optionalEmail = orNothing(emailLine.meta({ format: 'email' }));

const digitsOfAnyScript = /\p{Nd}/gu;
const phoneLine = line(40).check(
  rule(
    unlessEmpty((value) => (value.match(digitsOfAnyScript) ?? []).length >= 3),
    'invalid_phone',
  ),
);

/** A telephone number as people write it, ≤ 40, with at least three digits; `normalizePhone` gives E.164. */
export const phone = phoneLine.min(1);
export const optionalPhone = orNothing(phoneLine);

function isWebAddress(value: string): boolean {
  if (!/^https?:\/\/[^/\s]\S*$/i.test(value) || !isLine(value)) return false;
  const address = URL.parse(value);
  return address !== null && address.hostname !== '' && address.username === '' && address.password === '';
}

const urlLine = z
  .string()
  .trim()
  .max(2000)
  .check(rule(unlessEmpty(isWebAddress), 'invalid_url'));

/** An absolute http or https address without credentials, ≤ 2000. */
export const url = urlLine.min(1).meta({ format: 'uri' });
export const optionalUrl = orNothing(urlLine.meta({ format: 'uri' }));

const years = { min: '1900-01-01', max: '2199-12-31' };
const inYears = (value: string) => !isCalendarDate(value) || (value >= years.min && value <= years.max);
const dateLine = z
  .string()
  .trim()
  .check(rule(unlessEmpty(isCalendarDate), 'invalid_date'), rule(inYears, 'out_of_range', years));

/** A date that exists in the calendar, `YYYY-MM-DD`, from 1900 to 2199; it has no time zone and never shifts. */
export const calendarDate = dateLine.min(1).meta({ format: 'date' });
export const optionalDate = orNothing(dateLine.meta({ format: 'date' }));

const instantSyntax = z.iso.datetime({ offset: true });
const inYearsUtc = (value: string) => {
  const date = instantSyntax.safeParse(value).success ? new Date(value).toISOString().slice(0, 10) : null;
  return date === null || (date >= years.min && date <= years.max);
};
const instantLine = z
  .string()
  .trim()
  .check(
    rule(
      unlessEmpty((value) => instantSyntax.safeParse(value).success),
      'invalid_date',
    ),
    rule(inYearsUtc, 'out_of_range', years),
  )
  .overwrite((value) => (Number.isNaN(Date.parse(value)) ? value : new Date(value).toISOString()));

/** An instant from 1900 to 2199 in UTC, RFC 3339 with `Z` or an offset; kept as UTC with milliseconds. */
export const instant = instantLine.min(1).meta({ format: 'date-time' });
export const optionalInstant = orNothing(instantLine.meta({ format: 'date-time' }));

const uuidSyntax = z.regexes.uuid();
const uuidLine = z
  .string()
  .trim()
  .toLowerCase()
  .check(
    rule(
      unlessEmpty((value) => uuidSyntax.test(value)),
      'invalid_format',
      { format: 'uuid' },
    ),
  );

/** The id of a record, in lower case. */
export const uuid = uuidLine.min(1).meta({ format: 'uuid' });
/** A link to another record: its id, or null for none. */
export const optionalUuid = orNothing(uuidLine.meta({ format: 'uuid' }));

const currencyLine = z
  .string()
  .trim()
  .toUpperCase()
  .check(rule(unlessEmpty(isActiveCurrency), 'unknown_value', { list: 'currencies' }));

/** A currency in use, by its ISO 4217 code; withdrawn ones are refused for new input. */
export const currencyCode = currencyLine.min(1);
export const optionalCurrency = orNothing(currencyLine);

const countryLine = z
  .string()
  .trim()
  .toUpperCase()
  .check(rule(unlessEmpty(isCountryCode), 'unknown_value', { list: 'countries' }));

/** A country by its ISO 3166-1 alpha-2 code. */
export const countryCode = countryLine.min(1);
export const optionalCountry = orNothing(countryLine);

const zoneLine = z
  .string()
  .trim()
  .check(rule(unlessEmpty(isTimeZone), 'unknown_value', { list: 'time_zones' }));

/** An IANA time zone such as `Asia/Amman`. */
export const timeZone = zoneLine.min(1);
export const optionalTimeZone = orNothing(zoneLine);

/** The key of an option in a list that administrators keep; the operation checks that it exists and is active. */
export const optionValue = text(120);
export const optionalOption = optionalText(120);

type DecimalLimits = {
  decimals: number;
  /** Least value, itself allowed unless `above` is given instead. */
  min?: string;
  /** The value must be greater than this. */
  above?: string;
  max: string;
};

function exactly(value: string): ExactDecimal {
  const parsed = parseDecimal(value);
  if (!parsed.ok) throw new RangeError(`"${value}" is not a decimal.`);
  return parsed.value;
}

function readDecimal(input: string | number, limits: DecimalLimits, context: z.RefinementCtx): string {
  const { decimals, min, above, max } = limits;
  const range = { ...(min === undefined ? {} : { min }), ...(above === undefined ? {} : { above }), max };
  const refuse = (code: FieldErrorCode, params: Params = {}) => {
    context.addIssue({ code: 'custom', params: { ...params, code } });
    return z.NEVER;
  };
  if (input === '') return refuse('required');
  const parsed = parseDecimal(typeof input === 'string' ? input.trim() : input);
  if (!parsed.ok) return refuse(parsed.rule, parsed.rule === 'out_of_range' ? range : {});
  const outside =
    compareDecimals(parsed.value, exactly(max)) > 0 ||
    (min !== undefined && compareDecimals(parsed.value, exactly(min)) < 0) ||
    (above !== undefined && compareDecimals(parsed.value, exactly(above)) <= 0);
  if (outside) return refuse('out_of_range', range);
  if (parsed.value.scale > decimals) return refuse('too_many_decimals', { max: decimals });
  return canonicalDecimal(parsed.value);
}

const decimalInput = z.union([z.string(), z.number()]);

/** A decimal string or JSON number on the way in; its canonical decimal string (`"1.5"`) on the way out. */
export const decimal = (limits: DecimalLimits) =>
  decimalInput.transform((input, context) => readDecimal(input, limits, context));

/** As `decimal`, but an empty string, null or absence mean "no value". */
export const optionalDecimal = (limits: DecimalLimits) =>
  decimalInput
    .transform((input, context) => (input === '' ? null : readDecimal(input, limits, context)))
    .nullable()
    .optional();

// numeric(18,4) holds fourteen digits before the point.
const widest = '99999999999999.9999';

/** Limits of the kinds of number in the domain, for `decimal` and `optionalDecimal`. */
export const limits = {
  quantity: { decimals: 4, above: '0', max: widest },
  unitPrice: { decimals: 4, min: '0', max: widest },
  /** Tax rates and discounts. */
  percent: { decimals: 4, min: '0', max: '100' },
  /** How many decimals an amount may have depends on its currency: the operation calls `amountToMinor`. */
  amount: { decimals: 4, min: '0', max: '9000000000000000' },
  positiveAmount: { decimals: 4, above: '0', max: '9000000000000000' },
  exchangeRate: { decimals: 12, above: '0', max: '999999999999' },
} as const satisfies Record<string, DecimalLimits>;

/** Minor units of a checked amount in its currency, or the field error to answer with. */
export function amountToMinor(
  path: string,
  value: string,
  currency: string,
): { ok: true; minor: bigint } | { ok: false; error: FieldProblem } {
  const parsed = parseMinor(value, currency);
  if (parsed.ok) return { ok: true, minor: parsed.value };
  return { ok: false, error: fieldProblem(path, parsed.rule, { currency }) };
}

/** A word of a closed list, or null for none. */
export const optionalWord = <const Words extends readonly [string, ...string[]]>(words: Words) =>
  z.enum(words).nullable().optional();

/** A whole number from `min` to `max`. */
export const whole = (min: number, max: number) => z.int().min(min).max(max);

/** At most 50 tags of at most 50 characters; doubles are dropped without regard to case, the first spelling stays. */
export const tags = z
  .array(text(50))
  .max(50)
  .transform((given) => {
    const bySpelling = new Map<string, string>();
    for (const tag of given) if (!bySpelling.has(tag.toLowerCase())) bySpelling.set(tag.toLowerCase(), tag);
    return [...bySpelling.values()];
  });
