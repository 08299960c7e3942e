/**
 * Text as it is searched: lower case, without accents and Arabic vowel marks, Arabic letter variants and digits folded,
 * punctuation as spaces. Starts with a space, so that ` word` finds the beginnings of words by trigram.
 */
export function searchable(parts: readonly (string | null | undefined)[]): string {
  const words = parts.filter((part): part is string => Boolean(part)).map(folded);
  return words.length === 0 ? '' : ` ${words.join(' ')}`.slice(0, 2000);
}

// Letters that Unicode does not take apart into a base letter and a mark.
const plainLetters: Record<string, string> = {
  ø: 'o',
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ı: 'i',
};

const arabicDigitZeros = [0x0660, 0x06f0];

function foldDigits(text: string): string {
  return text.replace(/[\u0660-\u0669\u06f0-\u06f9]/g, (digit) => {
    const code = digit.codePointAt(0)!;
    const zero = arabicDigitZeros.find((start) => code >= start && code < start + 10)!;
    return String(code - zero);
  });
}

function folded(text: string): string {
  return foldDigits(text.normalize('NFKD').toLowerCase())
    .replace(/\p{Mn}|\u0640/gu, '')
    .replace(/[øßæœłđðþı]/g, (letter) => plainLetters[letter]!)
    .replace(/[أإآٱ]/g, 'ا')
    .replace(/ى/g, 'ي')
    .replace(/ة/g, 'ه')
    .replace(/ؤ/g, 'و')
    .replace(/ئ/g, 'ي')
    .replace(/['’`]/g, '')
    .replace(/[^\p{L}\p{N}@.+_-]+/gu, ' ')
    .trim();
}

const mostPatterns = 3;

/** The words of what a person typed, folded as records are. */
export function wordsOf(query: string): string[] {
  return folded(query)
    .split(' ')
    .filter((word) => word !== '');
}

/**
 * The digits of a telephone number as it can be found in whatever format it was typed: without the zeros that stand for
 * a country or a city call. Null for anything that is not a number of five digits or more.
 */
export function phoneDigits(text: string): string | null {
  const plain = foldDigits(text.normalize('NFKD'));
  if (!/^\s*[+(]?[\d\s()./-]+$/.test(plain)) return null;
  const digits = plain.replace(/\(0\)/g, '').replace(/\D/g, '').replace(/^0+/, '');
  return digits.length >= 5 ? digits : null;
}

/**
 * LIKE patterns for what a person typed: every word must be found, or the digits of a telephone number. Words of one or
 * two letters match beginnings of words only, which the trigram index can still answer. The longest words come first:
 * they are the rarest.
 */
export function searchPatterns(query: string): string[] {
  const digits = phoneDigits(query);
  if (digits !== null && /[\s()+/]|^0/.test(query.trim())) return [`%${digits}%`];
  return wordsOf(query)
    .sort((a, b) => b.length - a.length)
    .slice(0, mostPatterns)
    .map((word) => {
      const literal = word.replace(/[\\%_]/g, (special) => `\\${special}`);
      return word.length < 3 ? `% ${literal}%` : `%${literal}%`;
    });
}

/** What a number is found by beside the way it was typed: its E.164 form, or its bare digits where it has none. */
export function phoneTerms(typed: unknown, e164: unknown): string | null {
  if (typeof e164 === 'string') return e164;
  return typeof typed === 'string' ? phoneDigits(typed) : null;
}
