/**
 * Amounts, dates and numbers as a person of the given locale reads them. Amounts are decimal strings from end to
 * end: `Intl` formats such strings exactly, so no amount ever passes through a binary float.
 */

import { findCurrency } from '#domain/currencies.ts';

type DecimalText = Intl.StringNumericLiteral;

const cache = new Map<string, Intl.NumberFormat | Intl.DateTimeFormat>();

function numberFormat(locale: string, options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const key = `n${locale}${JSON.stringify(options)}`;
  const known = cache.get(key);
  if (known) return known as Intl.NumberFormat;
  const made = new Intl.NumberFormat(locale, options);
  cache.set(key, made);
  return made;
}

function dateFormat(locale: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `d${locale}${JSON.stringify(options)}`;
  const known = cache.get(key);
  if (known) return known as Intl.DateTimeFormat;
  const made = new Intl.DateTimeFormat(locale, { calendar: 'gregory', ...options });
  cache.set(key, made);
  return made;
}

const decimal = /^-?\d+(\.\d+)?$/;

export function isDecimal(text: unknown): text is string {
  return typeof text === 'string' && decimal.test(text);
}

/** Digits after the point as written: the server writes amounts with their currency's own number of digits. */
export function fractionDigits(amount: string): number {
  const point = amount.indexOf('.');
  return point < 0 ? 0 : amount.length - point - 1;
}

/** At least the decimals of its currency where there is a fraction: a price of 148.5 dollars is read 148.50. */
function moneyDigits(amount: string, currency: string): number {
  const digits = fractionDigits(amount);
  return digits === 0 ? 0 : Math.max(digits, findCurrency(currency)?.exponent ?? 0);
}

/** A price as it was typed, with at least the decimals of its currency: 1290 dollars are `1290.00`. */
export function fullPrice(price: string, currency: string): string {
  const missing = (findCurrency(currency)?.exponent ?? 0) - fractionDigits(price);
  if (missing <= 0) return price;
  return `${price}${price.includes('.') ? '' : '.'}${'0'.repeat(missing)}`;
}

/** `('1234.500', 'JOD', 'en')` → `JOD 1,234.500`. Exact for any number of digits. */
export function formatMoney(amount: string, currency: string, locale: string): string {
  if (!isDecimal(amount)) return amount;
  const digits = moneyDigits(amount, currency);
  const format = numberFormat(locale, {
    style: 'currency',
    currency,
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  });
  const text = format.format(amount as DecimalText);
  // Between right-to-left words "US$" would be read "$US": a mark holds the sign beside its letters.
  return locale.startsWith('ar') ? text.replace(/[A-Z]+\p{Sc}/u, '$&\u200e') : text;
}

/** An amount without its currency, for a table whose column names the currency. */
export function formatDecimal(value: string | number, locale: string, digits?: number): string {
  if (typeof value === 'string' && !isDecimal(value)) return value;
  const shown = digits ?? (typeof value === 'string' ? fractionDigits(value) : undefined);
  const options =
    shown === undefined ? {} : { minimumFractionDigits: shown, maximumFractionDigits: Math.max(shown, 0) };
  return numberFormat(locale, options).format(value as DecimalText);
}

export function formatPercent(value: string | number, locale: string): string {
  const text = String(value);
  if (!isDecimal(text)) return text;
  return numberFormat(locale, { style: 'unit', unit: 'percent', maximumFractionDigits: 4 }).format(
    text as DecimalText,
  );
}

/** A calendar date (`2026-11-22`), never shifted by a time zone. */
export function formatDate(date: string, locale: string, style: 'medium' | 'long' = 'medium'): string {
  const [year, month, day] = date.slice(0, 10).split('-').map(Number);
  if (!year || !month || !day) return date;
  const shape = { day: 'numeric', month: style === 'long' ? 'long' : 'short', year: 'numeric' } as const;
  return dateFormat(locale, { ...shape, timeZone: 'UTC' }).format(Date.UTC(year, month - 1, day));
}

/** An instant, in the reader's time zone (or the given one). */
export function formatInstant(instant: string, locale: string, timeZone?: string): string {
  const at = Date.parse(instant);
  if (Number.isNaN(at)) return instant;
  return dateFormat(locale, { dateStyle: 'medium', timeStyle: 'short', timeZone }).format(at);
}

const steps: [Intl.RelativeTimeFormatUnit, number][] = [
  ['year', 365 * 86_400],
  ['month', 30 * 86_400],
  ['week', 7 * 86_400],
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
];

/** `3 hours ago`, `tomorrow`. `now` in milliseconds. */
export function formatRelative(instant: string, locale: string, now: number): string {
  const at = Date.parse(instant);
  if (Number.isNaN(at)) return instant;
  const seconds = Math.round((at - now) / 1000);
  const words = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' });
  for (const [unit, length] of steps) {
    if (Math.abs(seconds) >= length) return words.format(Math.trunc(seconds / length), unit);
  }
  return words.format(0, 'second');
}

/** A capped total: `{value: 1000, exact: false}` → `1,000+`. */
export function formatTotal(total: { value: number; exact: boolean }, locale: string): string {
  const text = numberFormat(locale, {}).format(total.value);
  return total.exact ? text : `${text}+`;
}

/** The name of a country or a currency in the reader's language; the code itself when it has none. */
export function formatName(code: string, type: 'region' | 'currency' | 'language', locale: string): string {
  try {
    return new Intl.DisplayNames(locale, { type }).of(code) ?? code;
  } catch {
    return code;
  }
}

/** The calendar date (`2026-11-22`) at a moment in milliseconds, where the reader is. */
export function localDay(at: number): string {
  const day = new Date(at);
  const part = (value: number) => String(value).padStart(2, '0');
  return `${day.getFullYear()}-${part(day.getMonth() + 1)}-${part(day.getDate())}`;
}
