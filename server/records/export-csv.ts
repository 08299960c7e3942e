import { stringify } from 'csv-stringify/sync';
import type { FileAnswer } from '#platform/http/endpoint.ts';
import { beginExport, cellText, type ExportQuery, guarded, type InCall } from './export-cells.ts';
import type { RecordKind } from './kind.ts';

const byteOrderMark = '\uFEFF';

export type ExportFile = FileAnswer & {
  /** How many rows the list had when the export began, and how many are written by now. */
  total: number;
  written(): number;
};

/** The header by which the reader of a file can tell whether all of it arrived. */
export function countHeader(total: number): Record<string, string> {
  return { 'x-total-count': String(total) };
}

/** All rows of a filtered list that the actor may export, as CSV (UTF-8 with a mark, for Excel). */
export async function exportCsv(kind: RecordKind, query: ExportQuery, inCall: InCall): Promise<ExportFile> {
  const { columns, total, pages } = await beginExport(kind, query, inCall);
  let written = 0;
  async function* chunks(): AsyncGenerator<string> {
    yield byteOrderMark + stringify([columns.map(({ header }) => header)]);
    for await (const records of pages()) {
      yield stringify(records.map((record) => columns.map(({ read }) => guarded(cellText(read(record))))));
      written += records.length;
    }
  }
  return {
    contentType: 'text/csv; charset=utf-8',
    fileName: `${kind.path.slice(1)}.csv`,
    headers: countHeader(total),
    chunks: chunks(),
    total,
    written: () => written,
  };
}
