import { z } from 'zod';
import {
  calendarDate,
  countryCode,
  currencyCode,
  decimal,
  email,
  limits,
  optionalCountry,
  optionalEmail,
  optionalPhone,
  optionalProse,
  optionalText,
  optionalUrl,
  optionValue,
  rule,
  text,
  timeZone,
  uuid,
  whole,
} from './fields.ts';
import { moduleNames } from './modules.ts';
import { isNumberPattern, seriesCode } from './numbering.ts';
import { address } from './record-fields.ts';

export const locales = ['en', 'ar'] as const;

export type Locale = (typeof locales)[number];

/** Not trimmed: every character of a password counts. */
export const password = z.string().min(10).max(128);

/** The first start: makes the company, its first entity and its administrator. */
export const setupBody = z.strictObject({
  organisationName: text(180),
  name: text(120),
  email,
  password,
  currency: currencyCode,
  country: optionalCountry,
  timeZone: timeZone.nullable().optional(),
});

export const organisationPatch = z
  .strictObject({
    name: text(180),
    currency: currencyCode,
    country: countryCode.nullable(),
    timeZone,
    locale: z.enum(locales),
  })
  .partial();

const accentColour = z
  .string()
  .trim()
  .toLowerCase()
  .check(rule((value) => /^#[0-9a-f]{6}$/.test(value), 'invalid_format', { format: '#rrggbb' }));

export const entityPatch = z
  .strictObject({
    name: text(180),
    legalName: optionalText(180),
    currency: currencyCode,
    timeZone,
    taxNumber: optionalText(60),
    registrationNumber: optionalText(60),
    address: address.nullable(),
    email: optionalEmail,
    phone: optionalPhone,
    website: optionalUrl,
    bankDetails: optionalProse(1_000),
    accentColour: accentColour.nullable(),
  })
  .partial();

const kept = {
  isDefault: z.boolean().optional(),
  active: z.boolean().optional(),
  sortOrder: whole(0, 1_000_000).optional(),
};

export const taxRateCreate = z.strictObject({ name: text(120), rate: decimal(limits.percent), ...kept });
export const taxRatePatch = taxRateCreate.partial();

export const paymentTermCreate = z.strictObject({ name: text(120), days: whole(0, 3_650), ...kept });
export const paymentTermPatch = paymentTermCreate.partial();

/** The lists whose options administrators keep. */
export const optionLists = [
  'account_type',
  'contact_role',
  'lead_source',
  'industry',
  'payment_method',
  'activity_outcome',
] as const;

export type OptionList = (typeof optionLists)[number];

/** Lists that only suggest: a record may carry any other text as well. The rest take their active values and no others. */
export const freeEntryLists: readonly OptionList[] = ['lead_source', 'industry', 'payment_method'];

/** The whole list in its new order. */
export const orderBody = z.strictObject({ ids: z.array(uuid).min(1).max(1_000) });

export const optionCreate = z.strictObject({
  value: optionValue,
  label: text(120),
  labelAr: optionalText(120),
  active: z.boolean().optional(),
  sortOrder: whole(0, 1_000_000).optional(),
});
/** The value itself stands in records and never changes. */
export const optionPatch = optionCreate.omit({ value: true }).partial();

const series = z.strictObject({
  pattern: text(60).check(
    rule((value) => value.length > 60 || isNumberPattern(value), 'invalid_format', { format: 'pattern' }),
  ),
  nextNumber: whole(1, 999_999_999_999),
});

/** A series may move forward only; that `nextNumber` is not behind it is the server's to check. */
export const numberingPatch = series.partial();

/** Another series of an entity's invoices, such as one for exports. Its code never changes. */
export const seriesCreate = z.strictObject({
  code: seriesCode.min(1),
  name: optionalText(120),
  pattern: series.shape.pattern,
  nextNumber: series.shape.nextNumber.optional(),
  isDefault: z.boolean().optional(),
});
export const seriesPatch = series
  .extend({ name: optionalText(120), isDefault: z.boolean(), active: z.boolean() })
  .partial();

const rateBase = z.strictObject({
  date: calendarDate,
  from: currencyCode,
  to: currencyCode,
  /** One unit of `from` in `to`. */
  rate: decimal(limits.exchangeRate),
});

type Pair = { from?: string; to?: string };

export const exchangeRateCreate = rateBase.check(
  rule<Pair>(({ from, to }) => from !== to, 'duplicate', {}, ['to']),
);
/** Another pair or day is another rate: only the rate itself is corrected. */
export const exchangeRatePatch = rateBase.pick({ rate: true });

export const modulePatch = z.strictObject({ module: z.enum(moduleNames), enabled: z.boolean() });

export type SetupBody = z.infer<typeof setupBody>;
export type OrganisationPatch = z.infer<typeof organisationPatch>;
export type EntityPatch = z.infer<typeof entityPatch>;
export type TaxRateCreate = z.infer<typeof taxRateCreate>;
export type TaxRatePatch = z.infer<typeof taxRatePatch>;
export type PaymentTermCreate = z.infer<typeof paymentTermCreate>;
export type PaymentTermPatch = z.infer<typeof paymentTermPatch>;
export type OptionCreate = z.infer<typeof optionCreate>;
export type OptionPatch = z.infer<typeof optionPatch>;
export type NumberingPatch = z.infer<typeof numberingPatch>;
export type SeriesCreate = z.infer<typeof seriesCreate>;
export type SeriesPatch = z.infer<typeof seriesPatch>;
export type ExchangeRateCreate = z.infer<typeof exchangeRateCreate>;
export type ExchangeRatePatch = z.infer<typeof exchangeRatePatch>;
export type ModulePatch = z.infer<typeof modulePatch>;
