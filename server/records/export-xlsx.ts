import { once } from 'node:events';
import { PassThrough } from 'node:stream';
import ExcelJS from 'exceljs';
import {
  beginExport,
  cellText,
  type Export,
  type ExportColumn,
  type ExportQuery,
  type InCall,
} from './export-cells.ts';
import { countHeader, type ExportFile } from './export-csv.ts';
import type { RecordKind, Values } from './kind.ts';

/** A sheet holds 1,048,576 rows: what is more goes on in the next one. */
const rowsPerSheet = 1_000_000;
// A spreadsheet keeps fifteen digits of a number; a cell holds 32,767 characters.
const mostDigits = 15;
const longestCell = 32_767;

/** Numbers as numbers where a spreadsheet keeps every digit. Text is never run: such a cell says that it is text. */
function cellOf({ numeric, read }: ExportColumn, record: Values): string | number | null {
  const text = cellText(read(record));
  if (text === '') return null;
  if (numeric && text.replace(/\D/g, '').length <= mostDigits) return Number(text);
  return text.slice(0, longestCell);
}

async function write(
  { columns, pages }: Export,
  name: string,
  out: PassThrough,
  wrote: (rows: number) => void,
): Promise<void> {
  const book = new ExcelJS.stream.xlsx.WorkbookWriter({
    stream: out,
    useStyles: false,
    useSharedStrings: false,
  });
  let sheets = 0;
  let onSheet = 0;
  const addSheet = () => {
    sheets += 1;
    onSheet = 0;
    const made = book.addWorksheet(sheets === 1 ? name : `${name} ${sheets}`);
    made.addRow(columns.map(({ header }) => header)).commit();
    return made;
  };
  let sheet = addSheet();
  for await (const records of pages()) {
    if (onSheet + records.length > rowsPerSheet) {
      sheet.commit();
      sheet = addSheet();
    }
    for (const record of records) sheet.addRow(columns.map((column) => cellOf(column, record))).commit();
    onSheet += records.length;
    wrote(records.length);
    // The writer itself never waits for its reader.
    if (out.writableNeedDrain) await once(out, 'drain');
    if (out.destroyed) return;
  }
  sheet.commit();
  await book.commit();
}

/** All rows of a filtered list that the actor may export, as a workbook for spreadsheets, written as it is read. */
export async function exportXlsx(kind: RecordKind, query: ExportQuery, inCall: InCall): Promise<ExportFile> {
  const begun = await beginExport(kind, query, inCall);
  const name = kind.path.slice(1);
  let written = 0;
  async function* chunks(): AsyncGenerator<Uint8Array> {
    const out = new PassThrough();
    const writing = write(begun, name, out, (rows) => {
      written += rows;
    }).catch((error: Error) => {
      out.destroy(error);
    });
    try {
      for await (const chunk of out) yield chunk as Uint8Array;
    } finally {
      // Whoever stops reading early ends the writing too: a writer that waits for room would wait for ever.
      out.destroy();
      out.emit('drain');
      await writing;
    }
  }
  return {
    contentType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    fileName: `${name}.xlsx`,
    headers: countHeader(begun.total),
    chunks: chunks(),
    total: begun.total,
    written: () => written,
  };
}
