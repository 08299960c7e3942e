import { countryCodes, countryName } from '#domain/countries.ts';
import { activeCurrencyCodes } from '#domain/currencies.ts';
import type { DateOrder, ImportPlan, TargetType } from '#domain/imports.ts';
import { plainHeader } from './synonyms.ts';

const arabicDigits = /[\u0660-\u0669\u06f0-\u06f9]/g;

/** Digits of Arabic scripts as plain ones. */
function plainDigits(text: string): string {
  return text.replace(arabicDigits, (digit) => {
    const code = digit.codePointAt(0)!;
    return String(code - (code >= 0x06f0 ? 0x06f0 : 0x0660));
  });
}

/** Our export and other spreadsheets put an apostrophe before text that would run as a formula. */
export function withoutGuard(cell: string): string {
  return /^'[=@+\-\t\r]/.test(cell) ? cell.slice(1) : cell;
}

/** A number as a canonical decimal, without thousands, currency signs and the marks of other scripts. */
export function readNumber(cell: string, decimalComma: boolean): string {
  const plain = plainDigits(cell)
    .replace(/٫/g, decimalComma ? ',' : '.')
    .replace(/[٬\s\u00a0\u202f'’_%]/g, '');
  const bare = plain.replace(/^[^\d+\-(.,]+|[^\d).,]+$/g, '');
  const negative = /^\(.*\)$/.test(bare) || bare.endsWith('-');
  const digits = bare.replace(/[()]/g, '').replace(/-$/, '');
  const dotted = decimalComma ? digits.replace(/\./g, '').replace(',', '.') : digits.replace(/,/g, '');
  return negative && dotted !== '' ? `-${dotted}` : dotted;
}

const pad = (part: string) => part.padStart(2, '0');

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

function fullYear(year: string): string {
  if (year.length !== 2) return year.padStart(4, '0');
  return Number(year) < 70 ? `20${year}` : `19${year}`;
}

/** A date as `YYYY-MM-DD`, read in the given order where it does not say it itself; what is no date stays as it is. */
export function readDate(cell: string, order: DateOrder): string {
  const text = plainDigits(cell).trim();
  const iso = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?=$|[T\s])/.exec(text);
  if (iso) return `${iso[1]}-${pad(iso[2]!)}-${pad(iso[3]!)}`;
  const named = /^(\d{1,2})[\s.-]+([a-z]{3})[a-z]*[\s.,-]+(\d{4})/i.exec(text);
  const namedFirst = /^([a-z]{3})[a-z]*[\s.]+(\d{1,2}),?\s+(\d{4})/i.exec(text);
  const [day, word, year] = named
    ? [named[1], named[2], named[3]]
    : [namedFirst?.[2], namedFirst?.[1], namedFirst?.[3]];
  const month = word ? months.indexOf(word.toLowerCase()) + 1 : 0;
  if (day && year && month > 0) return `${year}-${pad(String(month))}-${pad(day)}`;
  const parts = /^(\d{1,4})[-/.\s](\d{1,2})[-/.\s](\d{1,4})(?=$|[T\s,])/.exec(text);
  if (!parts) return text;
  const [, a = '', b = '', c = ''] = parts;
  if (order === 'ymd') return `${fullYear(a)}-${pad(b)}-${pad(c)}`;
  return order === 'dmy' ? `${fullYear(c)}-${pad(b)}-${pad(a)}` : `${fullYear(c)}-${pad(a)}-${pad(b)}`;
}

/** An instant as RFC 3339; a day without a time is its first moment in UTC. */
function readInstant(cell: string, order: DateOrder): string {
  const text = cell.trim();
  if (/^\d{4}-\d{2}-\d{2}T.*(Z|[+-]\d{2}:?\d{2})$/.test(text)) return text;
  const date = readDate(text, order);
  const time = /(\d{1,2}):(\d{2})(?::(\d{2}))?/.exec(plainDigits(text));
  return time ? `${date}T${pad(time[1]!)}:${time[2]}:${time[3] ?? '00'}Z` : `${date}T00:00:00Z`;
}

const yes = new Set([
  'true',
  'yes',
  'y',
  '1',
  'x',
  'on',
  'ja',
  'oui',
  'si',
  'active',
  'subscribed',
  'نعم',
  'صحيح',
]);
const no = new Set(['false', 'no', 'n', '0', 'off', 'nein', 'non', 'inactive', 'unsubscribed', 'لا', 'خطأ']);

function readBoolean(cell: string): unknown {
  const word = plainDigits(cell).trim().toLowerCase();
  if (yes.has(word)) return true;
  return no.has(word) ? false : cell;
}

let countries: ReadonlyMap<string, string> | undefined;

function countryOf(cell: string): string {
  countries ??= new Map(
    countryCodes.flatMap((code) => [
      [plainHeader(countryName(code, 'en')), code] as const,
      [plainHeader(countryName(code, 'ar')), code] as const,
    ]),
  );
  const word = plainHeader(cell);
  const other: Record<string, string> = {
    usa: 'US',
    uk: 'GB',
    uae: 'AE',
    ksa: 'SA',
    unitedstatesofamerica: 'US',
  };
  return countries.get(word) ?? other[word] ?? cell.trim();
}

const signs: Record<string, string> = {
  '€': 'EUR',
  $: 'USD',
  US$: 'USD',
  '£': 'GBP',
  '¥': 'JPY',
  '₹': 'INR',
};

function currencyOf(cell: string): string {
  const text = cell.trim();
  if (signs[text]) return signs[text];
  // "US Dollar (USD)" and the like.
  const code = /\b([A-Z]{3})\b/.exec(text.toUpperCase())?.[1];
  return code && (activeCurrencyCodes as readonly string[]).includes(code) ? code : text;
}

const word = (cell: string) =>
  cell
    .trim()
    .toLowerCase()
    .replace(/[\s-]+/g, '_');

function webAddress(cell: string): string {
  const text = cell.trim();
  return text !== '' && !/^[a-z][a-z\d+.-]*:/i.test(text) && /^[^\s/]+\.[^\s]+$/.test(text)
    ? `https://${text}`
    : text;
}

/** The wire value that a cell stands for, still to be checked by the schema of its kind. */
export function readCell(
  cell: string,
  type: TargetType,
  plan: Pick<ImportPlan, 'dateOrder' | 'decimalComma'>,
): unknown {
  const text = withoutGuard(cell);
  switch (type) {
    case 'integer': {
      const number = Number(readNumber(text, plan.decimalComma));
      return Number.isFinite(number) ? Math.round(number) : text;
    }
    case 'decimal':
    case 'money':
      return readNumber(text, plan.decimalComma) || text;
    case 'date':
      return readDate(text, plan.dateOrder);
    case 'instant':
      return readInstant(text, plan.dateOrder);
    case 'boolean':
      return readBoolean(text);
    case 'choice':
      return word(text);
    case 'country':
      return countryOf(text);
    case 'currency':
      return currencyOf(text);
    case 'url':
      return webAddress(text);
    case 'email':
      return text.trim().replace(/^mailto:/i, '');
    case 'tags':
      return text
        .split(/[,;|،]/)
        .map((tag) => tag.trim())
        .filter((tag) => tag !== '');
    default:
      return text.trim();
  }
}
