import { Readable } from 'node:stream';
import { CsvError, parse } from 'csv-parse';
import { parse as parseSync } from 'csv-parse/sync';
import { refusedFile } from './refused-file.ts';

export const delimiters = [',', ';', '\t', '|'] as const;
export type Delimiter = (typeof delimiters)[number];

// A quote that never closes would otherwise swallow the rest of the file into memory.
const longestRecord = 1024 * 1024;

const tolerant = { relax_quotes: true, relax_column_count: true, skip_empty_lines: true } as const;

/** The delimiter under which the first lines fall into the most columns, all alike. */
export function guessDelimiter(sample: string): Delimiter {
  const lines = sample.split(/\r\n|\n|\r/);
  const text = (sample.length > 20_000 ? lines.slice(0, -1) : lines).slice(0, 30).join('\n');
  let best: { delimiter: Delimiter; score: number } = { delimiter: ',', score: 0 };
  for (const delimiter of delimiters) {
    const widths = widthsOf(text, delimiter);
    const width = widths[0] ?? 1;
    const alike = widths.filter((one) => one === width).length / Math.max(widths.length, 1);
    const score = (width - 1) * alike * alike;
    if (score > best.score) best = { delimiter, score };
  }
  return best.delimiter;
}

function widthsOf(text: string, delimiter: Delimiter): number[] {
  try {
    const rows = parseSync(text, { ...tolerant, delimiter, to: 30 }) as string[][];
    return rows.map((row) => row.length);
  } catch {
    return text.split('\n').map((line) => line.split(delimiter).length);
  }
}

/** The records of a CSV text as it comes. A record that does not end, or is over a megabyte, refuses the file. */
export async function* readCsv(text: AsyncIterable<string>, delimiter: Delimiter): AsyncGenerator<string[]> {
  const parser = parse({ ...tolerant, delimiter, max_record_size: longestRecord });
  const source = Readable.from(text);
  source.on('error', (error) => parser.destroy(error));
  try {
    for await (const record of source.pipe(parser)) yield record as string[];
  } catch (error) {
    if (error instanceof CsvError) throw refusedFile('invalid_format', { line: Number(error.lines ?? 1) });
    throw error;
  } finally {
    source.destroy();
    parser.destroy();
  }
}
