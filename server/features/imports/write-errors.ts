import { stringify } from 'csv-stringify/sync';
import type { FileAnswer, SessionContext } from '#platform/http/endpoint.ts';
import { getImport, listRejected } from './queries.ts';

const rowsPerPage = 500;
const byteOrderMark = '\uFEFF';

/** As in exports: text that a spreadsheet would run gets an apostrophe, which reading the file again takes off. */
const cell = (text: string) => (/^[=@\t\r]|^[+-](?![\d\s().-]+$)/.test(text) ? `'${text}` : text);

/** The rejected rows as they were in the file, with the line and the reasons behind them, to be mended and brought in again. */
export async function rejectedRows(context: SessionContext, id: string): Promise<FileAnswer> {
  const row = await context.inCall('read', (call) => getImport(call, id));
  async function* chunks(): AsyncGenerator<string> {
    yield byteOrderMark +
      stringify([[...row.headers.map(cell), 'import_line', 'import_fields', 'import_reasons']]);
    for (let after = 0; ; ) {
      const page = await context.inCall('read', (call) => listRejected(call, id, after, rowsPerPage));
      if (page.length === 0) return;
      yield stringify(
        page.map(({ line, cells, problems }) => [
          ...row.headers.map((_, at) => cell(cells?.[at] ?? '')),
          line,
          (problems ?? []).map(({ path }) => path).join(', '),
          (problems ?? []).map(({ message }) => message).join(' '),
        ]),
      );
      after = page.at(-1)!.line;
    }
  }
  const name = row.fileName.replace(/\.[^.]*$/, '');
  return { contentType: 'text/csv; charset=utf-8', fileName: `${name}-rejected.csv`, chunks: chunks() };
}
