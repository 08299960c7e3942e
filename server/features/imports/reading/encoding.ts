/** The encodings that a file may be read in, by the names of the WHATWG Encoding standard. */
export const encodings = [
  'utf-8',
  'utf-16le',
  'utf-16be',
  'windows-1252',
  'windows-1256',
  'windows-1250',
  'windows-1251',
  'iso-8859-2',
  'iso-8859-6',
  'iso-8859-15',
  'macintosh',
] as const;
export type Encoding = (typeof encodings)[number];

const mostEvidence = 64 * 1024;
const arabicLetter = /[\u0600-\u06FF]/;

function byMark(head: Uint8Array): Encoding | null {
  if (head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf) return 'utf-8';
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le';
  if (head[0] === 0xfe && head[1] === 0xff) return 'utf-16be';
  return null;
}

/** Without a mark, text in UTF-16 shows by the zero bytes of its Latin letters: all at odd places, or all at even ones. */
function byZeros(head: Uint8Array): Encoding | null {
  const zeros = [0, 0];
  for (let at = 0; at < head.length; at += 1) if (head[at] === 0) zeros[at % 2]! += 1;
  const half = head.length / 2;
  if (zeros[1]! > half * 0.3 && zeros[0]! < half * 0.05) return 'utf-16le';
  if (zeros[0]! > half * 0.3 && zeros[1]! < half * 0.05) return 'utf-16be';
  return null;
}

/** Of two code pages the one in which the high bytes are letters of one script. */
function byLetters(high: readonly number[]): Encoding {
  const text = new TextDecoder('windows-1256').decode(Uint8Array.from(high));
  const arabic = [...text].filter((letter) => arabicLetter.test(letter)).length;
  return arabic > high.length * 0.7 ? 'windows-1256' : 'windows-1252';
}

/** Guesses the encoding of a whole file: by its mark, by zeros, as UTF-8 if every byte is valid, else by its letters. */
export async function guessEncoding(chunks: AsyncIterable<Uint8Array>): Promise<Encoding> {
  const strict = new TextDecoder('utf-8', { fatal: true });
  const high: number[] = [];
  let isUtf8 = true;
  let first = true;
  for await (const chunk of chunks) {
    if (first) {
      const known = byMark(chunk) ?? byZeros(chunk.subarray(0, 4096));
      if (known) return known;
      first = false;
    }
    if (isUtf8) isUtf8 = isValid(strict, chunk);
    for (const byte of chunk) if (byte > 0x7f && high.length < mostEvidence) high.push(byte);
    if (!isUtf8 && high.length >= mostEvidence) break;
  }
  return isUtf8 ? 'utf-8' : byLetters(high);
}

function isValid(
  decoder: { decode(bytes: Uint8Array, options: { stream: boolean }): string },
  chunk: Uint8Array,
): boolean {
  try {
    decoder.decode(chunk, { stream: true });
    return true;
  } catch {
    return false;
  }
}

/** The text of the chunks, without a byte order mark. What an encoding does not know becomes U+FFFD. */
export async function* decoded(
  chunks: AsyncIterable<Uint8Array>,
  encoding: Encoding,
): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding);
  for await (const chunk of chunks) yield decoder.decode(chunk, { stream: true });
  yield decoder.decode();
}
