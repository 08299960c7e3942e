import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import {
  formatDate,
  formatDecimal,
  formatInstant,
  formatMoney,
  formatName,
  formatPercent,
} from '#web/platform/format.ts';

/** Amounts and dates in the language of the page, with the habits of the seller's country. */
export function usePageFormat(country: string | null | undefined) {
  const { i18n } = useTranslation();
  const { language } = i18n;
  const locale =
    language === 'en'
      ? country === 'US'
        ? 'en-US'
        : 'en-GB'
      : country
        ? `${language}-${country}`
        : language;
  return useMemo(
    () => ({
      money: (amount: string, currency: string) => formatMoney(amount, currency, locale),
      decimal: (value: string) => formatDecimal(value, locale),
      percent: (value: string) => formatPercent(value, locale),
      date: (date: string) => formatDate(date, locale, 'long'),
      instant: (at: string) => formatInstant(at, locale),
      country: (code: string) => formatName(code, 'region', locale),
    }),
    [locale],
  );
}

export type PageFormat = ReturnType<typeof usePageFormat>;
