import { currencyExponent } from '#domain/currencies.ts';
import { canonicalDecimal, parseDecimal } from '#domain/money.ts';
import type { PaperLanguage } from './words.ts';

const [leftToRight, firstStrong, end] = ['\u2066', '\u2068', '\u2069'];

/** Keeps what is read from left to right in one piece, whatever stands around it: amounts, numbers, dates in digits. */
export const isolated = (text: string) => `${leftToRight}${text}${end}`;

/** Keeps what somebody typed in its own direction, whatever stands around it. */
export const ownDirection = (text: string) => `${firstStrong}${text}${end}`;

const plain = new Map<string, Intl.NumberFormat>();

// Digits are those of 0 to 9 in both languages: what is read on paper is what is found when searching for it.
function format(least: number, most: number): Intl.NumberFormat {
  const key = `${least} ${most}`;
  const known = plain.get(key);
  if (known) return known;
  const made = new Intl.NumberFormat('en', {
    numberingSystem: 'latn',
    minimumFractionDigits: least,
    maximumFractionDigits: most,
  });
  plain.set(key, made);
  return made;
}

/** An amount with the decimals that it has, grouped; Intl takes decimal strings exactly. */
export function printAmount(decimal: string): string {
  const decimals = decimal.split('.')[1]?.length ?? 0;
  return isolated(format(decimals, decimals).format(decimal as unknown as number));
}

/** As `printAmount`, with the ISO code of the currency: no sign is shared by two currencies then. */
export function printMoney(decimal: string, currency: string): string {
  const amount = printAmount(decimal).slice(1, -1);
  return isolated(`${currency}\u00a0${amount}`);
}

/** A price, a quantity or a rate: at least `least` decimals, and as many as it has. */
export function printDecimal(decimal: string, least = 0): string {
  return isolated(format(least, Math.max(4, least)).format(decimal as unknown as number));
}

export function printPrice(decimal: string, currency: string): string {
  return printDecimal(decimal, currencyExponent(currency));
}

export function printRate(decimal: string): string {
  return `${printDecimal(decimal).slice(0, -1)}%${end}`;
}

/** Whether a canonical decimal is more than nothing. */
export function isPositive(decimal: string): boolean {
  const parsed = parseDecimal(decimal);
  return parsed.ok && canonicalDecimal(parsed.value) !== '0';
}

/** Months have other names in Amman and in Cairo; the calendar and the digits are the same everywhere. */
function localeOf(language: PaperLanguage, country: string | null | undefined): string {
  return language === 'en' ? 'en-GB' : `ar${country ? `-${country}` : ''}-u-ca-gregory-nu-latn`;
}

/** A calendar date written out, such as "9 March 2026", as in the seller's country. */
export function printDate(date: string, language: PaperLanguage, country?: string | null): string {
  const written = new Intl.DateTimeFormat(localeOf(language, country), {
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    timeZone: 'UTC',
  }).format(new Date(`${date}T00:00:00Z`));
  return ownDirection(written);
}
