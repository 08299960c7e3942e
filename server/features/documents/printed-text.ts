import type { DocumentLanguage } from '#domain/document-lines.ts';
import type { Translated } from './content.ts';
import { isolated } from './print-numbers.ts';
import { type PaperLanguage, words } from './words.ts';

/** A label: in the document's first language, and in its second one where it has two. */
export type Label = { a: string; b: string | null };

/** What somebody typed, paragraph by paragraph, each in its own direction. */
export type Paragraph = { text: string; rtl: boolean };

/** A text that may have been written in both languages; they stand side by side then. */
export type Passage = { a: Paragraph[]; b: Paragraph[] };

export type Languages = { first: PaperLanguage; second: PaperLanguage | null };

export function languagesOf(language: DocumentLanguage): Languages {
  return language === 'both' ? { first: 'en', second: 'ar' } : { first: language, second: null };
}

const rightToLeft = /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}]/u;

/** Whether a text is read from right to left: its first letter decides, as in the Unicode bidirectional algorithm. */
export function isRightToLeft(text: string, otherwise = false): boolean {
  const [letter] = /\p{L}/u.exec(text) ?? [];
  return letter === undefined ? otherwise : rightToLeft.test(letter);
}

// A telephone number, an amount or a range would be read backwards between words that run from right to left.
const figures = /[+\-−]?\d(?:[\d\s.,:/()+–-]*\d)?%?/g;

/** What somebody typed, with its figures kept in one piece. */
export const withFigures = (text: string) => text.replace(figures, isolated);

export function paragraphsOf(text: string | null | undefined, language: PaperLanguage): Paragraph[] {
  return (text ?? '')
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line, at, all) => line !== '' || (at > 0 && all[at - 1] !== ''))
    .map((line) => {
      const rtl = isRightToLeft(line, language === 'ar');
      return { text: rtl ? withFigures(line) : line, rtl };
    });
}

/** A text of a template in the languages of the document; one that lacks the document's language shows in the other. */
export function passageOf(text: Translated, { first, second }: Languages): Passage {
  if (second === null) {
    const other = first === 'en' ? 'ar' : 'en';
    return { a: paragraphsOf(text[first] || text[other], first), b: [] };
  }
  return { a: paragraphsOf(text[first], first), b: paragraphsOf(text[second], second) };
}

type Words = (typeof words)['en'];

/** A word of paper in the languages of the document. */
export function labelOf(languages: Languages, pick: (words: Words) => string): Label {
  const { first, second } = languages;
  return { a: pick(words[first]), b: second === null ? null : pick(words[second]) };
}
