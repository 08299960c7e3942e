import { isCountryCode } from '#domain/countries.ts';

// The first guess only fills the form; whoever reads it corrects it. Zones name a city, so a few are worth a table.
const zones: Record<string, string> = {
  'Asia/Amman': 'JO',
  'Asia/Dubai': 'AE',
  'Asia/Riyadh': 'SA',
  'Asia/Beirut': 'LB',
  'Asia/Baghdad': 'IQ',
  'Asia/Kuwait': 'KW',
  'Asia/Qatar': 'QA',
  'Asia/Bahrain': 'BH',
  'Asia/Muscat': 'OM',
  'Africa/Cairo': 'EG',
  'Europe/London': 'GB',
  'Europe/Berlin': 'DE',
  'Europe/Paris': 'FR',
  'Europe/Amsterdam': 'NL',
  'Asia/Tokyo': 'JP',
  'Asia/Kolkata': 'IN',
};

const currencies: Record<string, string> = {
  JO: 'JOD',
  AE: 'AED',
  SA: 'SAR',
  LB: 'LBP',
  IQ: 'IQD',
  KW: 'KWD',
  QA: 'QAR',
  BH: 'BHD',
  OM: 'OMR',
  EG: 'EGP',
  GB: 'GBP',
  JP: 'JPY',
  IN: 'INR',
  CH: 'CHF',
  CN: 'CNY',
  CA: 'CAD',
  AU: 'AUD',
  TR: 'TRY',
};

const euro = 'AT BE CY DE EE ES FI FR GR HR IE IT LT LU LV MT NL PT SI SK'.split(' ');

/** The country where the company probably is, from the browser's time zone or language. */
export function countryOfZone(zone: string, language: string): string | undefined {
  const region = zones[zone] ?? language.split('-')[1]?.toUpperCase();
  return region && isCountryCode(region) ? region : undefined;
}

export function currencyOfCountry(country: string): string {
  return currencies[country] ?? (euro.includes(country) ? 'EUR' : 'USD');
}
