import { Readable } from 'node:stream';
import ExcelJS from 'exceljs';
import { isProblem } from '#domain/problems.ts';
import { refusedFile } from './refused-file.ts';

const byName = { worksheets: 'emit', sharedStrings: 'emit', styles: 'cache', hyperlinks: 'ignore' } as const;

/**
 * What the texts of a workbook may take together, in characters. They are kept while its sheets are read, and a small file
 * can hold gigabytes of them.
 */
const heaviestTexts = 256 * 1024 * 1024;
const besideEach = 32;

type Sheet = AsyncIterable<{ values: unknown; number: number }> & { name?: string; id?: number | string };

/** What a cell shows: the result of a formula, the text of a link or of rich text, a date without its clock at midnight. */
export function shownText(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (value instanceof Date) {
    if (Number.isNaN(value.getTime())) return '';
    const text = value.toISOString();
    return text.endsWith('T00:00:00.000Z') ? text.slice(0, 10) : text;
  }
  if (typeof value === 'boolean') return value ? 'true' : 'false';
  if (typeof value !== 'object') return String(value);
  const cell = value as Record<string, unknown>;
  if ('error' in cell) return '';
  if ('result' in cell || 'formula' in cell || 'sharedFormula' in cell) return shownText(cell.result);
  if (Array.isArray(cell.richText)) {
    return cell.richText.map((part) => shownText((part as { text?: unknown }).text)).join('');
  }
  if ('text' in cell) return shownText(cell.text);
  return '';
}

function cellsOf(values: unknown): string[] {
  const cells = Array.isArray(values) ? values.slice(1) : [];
  return Array.from(cells, shownText);
}

type Parsed = { index: number; text: unknown } | { eventType: string; value: Sheet };
type Reader = { parse(): AsyncIterable<Parsed>; sharedStrings?: string[] };

/** The sheets of a workbook, one after the other, as they are read. */
async function* sheetsOf(chunks: AsyncIterable<Uint8Array>, heaviest: number): AsyncGenerator<Sheet> {
  const stream = Readable.from(chunks, { objectMode: false });
  const reader = new ExcelJS.stream.xlsx.WorkbookReader(stream, byName) as unknown as Reader;
  const texts: string[] = [];
  let weight = 0;
  try {
    for await (const parsed of reader.parse()) {
      if ('eventType' in parsed) {
        if (parsed.eventType === 'worksheet') yield parsed.value;
        continue;
      }
      const text = shownText(parsed.text);
      weight += text.length + besideEach;
      if (weight > heaviest) throw refusedFile('too_long', { max: heaviest });
      texts.push(text);
      reader.sharedStrings = texts;
    }
  } catch (error) {
    if (isProblem(error)) throw error;
    // What the reader throws at a broken or disguised file names nothing that helps its owner.
    if (error instanceof Error) throw refusedFile('invalid_format', { format: 'xlsx' });
    throw error;
  }
}

/** The names of the sheets of a workbook. */
export async function sheetNames(
  chunks: AsyncIterable<Uint8Array>,
  heaviest = heaviestTexts,
): Promise<string[]> {
  const names: string[] = [];
  for await (const sheet of sheetsOf(chunks, heaviest)) {
    names.push(sheet.name ?? String(sheet.id ?? names.length + 1));
    // Each sheet has to be read to come to the next one.
    for await (const _row of sheet);
  }
  return names;
}

/** The rows of one sheet that have any cell, `sheet` counting from 0. */
export async function* readXlsx(chunks: AsyncIterable<Uint8Array>, sheet: number): AsyncGenerator<string[]> {
  let at = 0;
  for await (const one of sheetsOf(chunks, heaviestTexts)) {
    for await (const row of one) {
      if (at !== sheet) continue;
      const cells = cellsOf(row.values);
      if (cells.some((cell) => cell !== '')) yield cells;
    }
    if (at === sheet) return;
    at += 1;
  }
}
