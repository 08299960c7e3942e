const zeroWidthJoiner = '\u200d';

/** Lam with each kind of alef, as one character: alone, and joined to the letter before. */
const forms: Readonly<Record<string, readonly [alone: string, joined: string]>> = {
  '\u0622': ['\ufef5', '\ufef6'],
  '\u0623': ['\ufef7', '\ufef8'],
  '\u0625': ['\ufef9', '\ufefa'],
  '\u0627': ['\ufefb', '\ufefc'],
};

const lamAlef = /(\p{L}?)(\p{M}*)\u0644([\u0622\u0623\u0625\u0627])/gu;
const arabicLetter = /\p{Script=Arabic}/u;
// Letters that join nothing after them.
const endsJoining =
  /[\u0621-\u0625\u0627\u0629\u062f-\u0632\u0648\u0671-\u0673\u0675-\u0677\u0688-\u0699\u06c0\u06c3-\u06cb\u06cd\u06cf\u06d2\u06d3\u06d5\u06ee\u06ef]/u;

/**
 * Lam-alef is drawn as one glyph. A PDF says of it "lam, alef"; viewers turn the text of a right-to-left run around letter by
 * letter and read "alef, lam", so that no word with it is ever found. Written as the one character of Unicode for it, it
 * is read, searched and copied as it should be (compatibility normalisation gives the two letters back), and it looks the
 * same: a joiner keeps the letter before in its joined form.
 */
export function withLamAlef(text: string): string {
  return text.replace(lamAlef, (all, before: string, marks: string, alef: string) => {
    const form = forms[alef];
    if (!form) return all;
    const joins = before !== '' && arabicLetter.test(before) && !endsJoining.test(before);
    return `${before}${marks}${joins ? zeroWidthJoiner + form[1] : form[0]}`;
  });
}

/** As `withLamAlef`, for every text within a value. */
export function onPaper(value: unknown): unknown {
  if (typeof value === 'string') return withLamAlef(value);
  if (Array.isArray(value)) return value.map(onPaper);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, onPaper(member)]));
}
