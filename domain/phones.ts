import { type CountryCode, parsePhoneNumberFromString } from 'libphonenumber-js/max';
import { isCountryCode } from './countries.ts';

/**
 * A typed telephone number as E.164 (`+962791234567`), or null when it is not a valid one. Understands Arabic-Indic
 * digits, the prefix 00, spaces and extensions (which E.164 has no place for); `country` (ISO 3166-1) is assumed where
 * the number names none. Only the server needs it: its tables are large.
 */
export function normalizePhone(typed: string, country?: string | null): string | null {
  const assumed = country && isCountryCode(country) ? (country as CountryCode) : undefined;
  const text = typed.trim().replace(/^[0٠۰]{2}(?=[1-9١-٩۱-۹])/u, '+');
  const number = parsePhoneNumberFromString(text, assumed);
  return number?.isValid() ? number.number : null;
}
