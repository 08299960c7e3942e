import { z } from 'zod';
import { rule } from './fields.ts';
import type { CalendarDate } from './time-zones.ts';

/** The documents that are numbered, each in its own series per entity. */
export const numberedDocuments = ['quote', 'order', 'invoice', 'credit_note'] as const;

export type NumberedDocument = (typeof numberedDocuments)[number];

// The characters that a number may have (domain.md §7), so that it can stand in a file name and an address.
const numberText = /^[A-Za-z0-9._-]+$/;
const token = /\{(YYYY|YY|MM|number(?::([1-9]))?)\}/g;
const longestNumber = 60;
// Eighteen digits are the most that a bigint series can count to.
const longestCount = 18;

/** Whether a text can be the number of a quote or an invoice: letters, digits, `.`, `-` and `_`, at most 60. */
export function isDocumentNumber(text: string): boolean {
  return text.length <= longestNumber && numberText.test(text);
}

/**
 * A number as somebody types it, ≤ 60: letters, digits, `.`, `-` and `_`; empty means none. A text that is too long is
 * refused for its length alone.
 */
export const typedNumber = z
  .string()
  .trim()
  .max(longestNumber)
  .check(
    rule(
      (value) => value === '' || value.length > longestNumber || isDocumentNumber(value),
      'invalid_format',
      { format: 'number' },
    ),
  );

/** What tells the series of an entity's invoices apart; `main` is the one that every entity has. */
export const seriesCode = z
  .string()
  .trim()
  .max(12)
  .check(
    rule((value) => value.length > 12 || /^[A-Za-z0-9]*$/.test(value), 'invalid_format', { format: 'code' }),
  );

function literalEnds(pattern: string): { head: string; tail: string } {
  const places = [...pattern.matchAll(token)];
  const last = places.at(-1);
  return {
    head: pattern.slice(0, places[0]?.index ?? pattern.length),
    tail: last ? pattern.slice(last.index + last[0].length) : '',
  };
}

/**
 * Whether two patterns could give the same number. They surely do not where their beginnings or their ends differ as
 * written; where one begins and ends as the other does, it is assumed that they could.
 */
export function mayCollide(one: string, other: string): boolean {
  const [a, b] = [literalEnds(one), literalEnds(other)];
  const begin = a.head.startsWith(b.head) || b.head.startsWith(a.head);
  const end = a.tail.endsWith(b.tail) || b.tail.endsWith(a.tail);
  return begin && end;
}

/**
 * Whether a series can use the pattern: plain characters of a number and the tokens `{YYYY}`, `{YY}`, `{MM}` and
 * exactly one `{number}` or `{number:5}` (padded with zeros). `INV-{YYYY}-{number:5}` gives `INV-2026-00042`.
 */
export function isNumberPattern(pattern: string): boolean {
  const tokens = [...pattern.matchAll(token)];
  const counters = tokens.filter((match) => match[1]?.startsWith('number'));
  const rest = pattern.replace(token, '');
  const longest = rest.length + (tokens.length - 1) * 'YYYY'.length + longestCount;
  return counters.length === 1 && (rest === '' || numberText.test(rest)) && longest <= longestNumber;
}

/** The number that a series gives: its pattern with the count and the parts of the document's date filled in. */
export function formatDocumentNumber(pattern: string, count: bigint, date: CalendarDate): string {
  const [year = '', month = ''] = date.split('-');
  return pattern.replace(token, (whole, name: string, padding?: string) => {
    if (name === 'YYYY') return year;
    if (name === 'YY') return year.slice(-2);
    if (name === 'MM') return month;
    return name.startsWith('number') ? count.toString().padStart(Number(padding ?? 1), '0') : whole;
  });
}
