import type { Store } from '#platform/store/store.ts';
import { decoded, type Encoding, guessEncoding } from './encoding.ts';
import { type Delimiter, guessDelimiter, readCsv } from './read-csv.ts';
import { readXlsx, sheetNames } from './read-xlsx.ts';
import { refusedFile } from './refused-file.ts';

/** How a stored file is read as a table. */
export type Reading =
  | { format: 'csv'; encoding: Encoding; delimiter: Delimiter }
  | { format: 'xlsx'; sheet: number; sheets: string[] };

export type ReadingWish = { encoding?: Encoding; delimiter?: Delimiter; sheet?: string };

/** A row of the file; `line` counts as a spreadsheet does: the headers are 1. */
export type TableRow = { line: number; cells: string[] };

export const mostColumns = 500;
export const mostRows = 2_000_000;
const sampleLength = 64 * 1024;

const magic: readonly (readonly number[])[] = [
  [0x25, 0x50, 0x44, 0x46], // PDF
  [0xd0, 0xcf, 0x11, 0xe0], // XLS and other old Office files
  [0x89, 0x50, 0x4e, 0x47], // PNG
  [0xff, 0xd8, 0xff], // JPEG
  [0x47, 0x49, 0x46, 0x38], // GIF
  [0x1f, 0x8b], // gzip
  [0x7f, 0x45, 0x4c, 0x46], // ELF
  [0x4d, 0x5a], // EXE
];

const begins = (head: Uint8Array, bytes: readonly number[]) => bytes.every((byte, at) => head[at] === byte);

async function open(store: Store, key: string): Promise<AsyncIterable<Uint8Array>> {
  const chunks = await store.get(key);
  if (!chunks) throw refusedFile('not_found');
  return chunks;
}

async function headOf(store: Store, key: string): Promise<Uint8Array> {
  const head = await store.get(key, { from: 0, to: sampleLength - 1 });
  const parts: Uint8Array[] = [];
  for await (const part of head ?? []) parts.push(part);
  return Buffer.concat(parts);
}

/** Control characters have no place in a table; a file that is full of them is something else, whatever its name says. */
function looksBinary(text: string): boolean {
  let controls = 0;
  for (const letter of text) {
    const code = letter.charCodeAt(0);
    if (code < 32 && code !== 9 && code !== 10 && code !== 13) controls += 1;
  }
  return controls > text.length * 0.05;
}

/** Finds out how a stored file is to be read; what its owner has said counts more than any guess. */
export async function findReading(store: Store, key: string, wish: ReadingWish): Promise<Reading> {
  const head = await headOf(store, key);
  if (begins(head, [0x50, 0x4b, 0x03, 0x04])) {
    const sheets = await sheetNames(await open(store, key));
    if (sheets.length === 0) throw refusedFile('invalid_format', { format: 'xlsx' });
    const sheet = wish.sheet === undefined ? 0 : sheets.indexOf(wish.sheet);
    if (sheet < 0) throw refusedFile('unknown_value', { allowed: sheets.join(', ').slice(0, 500) });
    return { format: 'xlsx', sheet, sheets };
  }
  if (magic.some((bytes) => begins(head, bytes)))
    throw refusedFile('invalid_format', { format: 'csv, xlsx' });
  const encoding = wish.encoding ?? (await guessEncoding(await open(store, key)));
  const sample = new TextDecoder(encoding).decode(head);
  if (looksBinary(sample)) throw refusedFile('invalid_format', { format: 'csv, xlsx' });
  return { format: 'csv', encoding, delimiter: wish.delimiter ?? guessDelimiter(sample) };
}

/** Every row of the table, the headers first. */
async function* records(store: Store, key: string, reading: Reading): AsyncGenerator<string[]> {
  const chunks = await open(store, key);
  if (reading.format === 'xlsx') yield* readXlsx(chunks, reading.sheet);
  else yield* readCsv(decoded(chunks, reading.encoding), reading.delimiter);
}

const isBlank = (cells: readonly string[]) => cells.every((cell) => cell.trim() === '');

/** The rows below the headers, from the first one after `after`; rows without any text are passed over. */
export async function* readRows(
  store: Store,
  key: string,
  reading: Reading,
  after = 1,
): AsyncGenerator<TableRow> {
  let line = 0;
  for await (const cells of records(store, key, reading)) {
    if (line > 0 && isBlank(cells)) continue;
    line += 1;
    if (line > 1 && line > after) yield { line, cells };
  }
}

/** The names of the columns, each once: what has no name is called by its letter, a double gets its number. */
export function columnNames(headers: readonly string[]): string[] {
  const taken = new Set<string>();
  return headers.map((header, at) => {
    const base = [...header.trim().replace(/[\p{Cc}\s]+/gu, ' ')].slice(0, 200).join('') || `#${at + 1}`;
    let name = base;
    for (let n = 2; taken.has(name); n += 1) name = `${base} (${n})`;
    taken.add(name);
    return name;
  });
}

export type Table = { reading: Reading; columns: string[]; rows: string[][]; total: number };

const shownRows = 20;

/** Reads a stored file once from end to end: its columns, its first rows, and how many there are. */
export async function inspectTable(store: Store, key: string, wish: ReadingWish): Promise<Table> {
  const reading = await findReading(store, key, wish);
  let columns: string[] | null = null;
  const rows: string[][] = [];
  let total = 0;
  for await (const cells of records(store, key, reading)) {
    if (columns === null) {
      if (cells.length > mostColumns) throw refusedFile('too_many', { max: mostColumns });
      columns = columnNames(cells);
      continue;
    }
    if (isBlank(cells)) continue;
    total += 1;
    if (total > mostRows) throw refusedFile('too_many', { max: mostRows });
    if (rows.length < shownRows) rows.push(cells.slice(0, columns.length).map((cell) => cell.slice(0, 500)));
  }
  if (columns === null || total === 0) throw refusedFile('required');
  return { reading, columns, rows, total };
}

/** The first rows below the headers, without reading further. */
export async function firstRows(store: Store, key: string, reading: Reading): Promise<string[][]> {
  const rows: string[][] = [];
  for await (const { cells } of readRows(store, key, reading)) {
    rows.push(cells.map((cell) => cell.slice(0, 500)));
    if (rows.length === shownRows) break;
  }
  return rows;
}
