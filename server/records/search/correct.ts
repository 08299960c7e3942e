import { sql } from 'kysely';
import type { Call } from '#platform/access/call.ts';
import { wordsOf } from '../search-text.ts';
import { forgiven, typingErrors } from './distance.ts';

/** Only words of letters are learned and corrected: a number or an address that is nearly right is another one. */
export const isCorrectable = (word: string) => /^\p{L}{3,30}$/u.test(word);

const candidates = 100;
const mostReadings = 4;

type Reading = { words: string[]; errors: number };

/** The words of the company that `typed` may stand for, the nearest first; `typed` itself is not among them. */
async function meant(call: Call, typed: string): Promise<{ word: string; errors: number }[]> {
  const most = forgiven(typed.length);
  if (most === 0 || !isCorrectable(typed)) return [];
  const { rows } = await sql<{ word: string }>`
    select word from search_words_like(${typed}, ${candidates})`.execute(call.database);
  return rows
    .map(({ word }) => ({ word, errors: nearest(typed, word, most) }))
    .filter(({ word, errors }) => errors <= most && word !== typed)
    .sort((a, b) => a.errors - b.errors || a.word.length - b.word.length || (a.word < b.word ? -1 : 1))
    .slice(0, 3);
}

/** Somebody may still be typing: the beginning of a longer word counts as the word. */
function nearest(typed: string, word: string, most: number): number {
  const whole = typingErrors(typed, word, most);
  if (word.length <= typed.length || typed.length < 5) return whole;
  return Math.min(whole, typingErrors(typed, word.slice(0, typed.length), most) + 0.5);
}

/**
 * Other readings of what a person typed, the likeliest first: each word as it stands or as a word of the company that is
 * one or two typing errors away.
 */
export async function otherReadings(call: Call, query: string): Promise<string[]> {
  const words = wordsOf(query);
  const choices = await Promise.all(
    words.map(async (word) => [{ word, errors: 0 }, ...(await meant(call, word))]),
  );
  let readings: Reading[] = [{ words: [], errors: 0 }];
  for (const choice of choices) {
    readings = readings
      .flatMap(({ words: begun, errors }) =>
        choice.map((one) => ({ words: [...begun, one.word], errors: errors + one.errors })),
      )
      .sort((a, b) => a.errors - b.errors)
      .slice(0, mostReadings + 1);
  }
  return readings.filter(({ errors }) => errors > 0).map((reading) => reading.words.join(' '));
}
