import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import * as format from './format.ts';
import { useSession, useTimeZone } from './session.ts';

/**
 * English is written the British way but in the United States: browsers know odd mixtures such as `en-DE`, which group
 * numbers one way and amounts another. Arabic follows the country, which decides its digits and month names.
 */
function readersLocale(language: string, country: string | null | undefined): string {
  if (language === 'en') return country === 'US' ? 'en-US' : 'en-GB';
  return country ? `${language}-${country}` : language;
}

/** The formatters in the reader's language, with the habits of the company's country (`ar-JO`, `en-GB`). */
export function useFormat() {
  const { i18n } = useTranslation();
  const country = useSession()?.organisation.country;
  const zone = useTimeZone();
  const locale = readersLocale(i18n.language, country);
  return useMemo(
    () => ({
      locale,
      money: (amount: string, currency: string) => format.formatMoney(amount, currency, locale),
      decimal: (value: string | number, digits?: number) => format.formatDecimal(value, locale, digits),
      percent: (value: string | number) => format.formatPercent(value, locale),
      date: (date: string, style?: 'medium' | 'long') => format.formatDate(date, locale, style),
      instant: (instant: string) => format.formatInstant(instant, locale, zone),
      relative: (instant: string, now: number) => format.formatRelative(instant, locale, now),
      total: (total: { value: number; exact: boolean }) => format.formatTotal(total, locale),
      country: (code: string) => format.formatName(code, 'region', locale),
      currency: (code: string) => format.formatName(code, 'currency', locale),
    }),
    [locale, zone],
  );
}

export type Format = ReturnType<typeof useFormat>;
