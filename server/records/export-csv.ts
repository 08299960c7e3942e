import { stringify } from 'csv-stringify/sync';
import type { Call } from '#platform/access/call.ts';
import type { FileAnswer } from '#platform/http/endpoint.ts';
import { fieldsFrom } from './columns.ts';
import { addressColumns, type RecordKind, type RecordRow, type Values } from './kind.ts';
import { namesFor } from './links.ts';
import type { ListQuery } from './list-query.ts';
import { listRecords } from './list-records.ts';

const rowsPerTransaction = 200;
const byteOrderMark = '\uFEFF';

type Column = { header: string; read(record: Values): unknown };

function exportColumns(kind: RecordKind): Column[] {
  const plain = (header: string): Column => ({ header, read: (record) => record[header] });
  const columns = [plain('id')];
  for (const [name, field] of Object.entries(kind.fields)) {
    if (field.internal || field.type === 'json') continue;
    if (field.type === 'address') {
      for (const member of addressColumns) {
        columns.push({
          header: `${name}.${member}`,
          read: (record) => (record[name] as Values | null)?.[member],
        });
      }
      continue;
    }
    columns.push(plain(name));
    if (field.type === 'link') {
      columns.push({ header: name.replace(/Id$/, 'Name'), read: (record) => (record.names as Values)[name] });
    }
  }
  const owner: Column = { header: 'ownerName', read: (record) => (record.names as Values).ownerId };
  return [...columns, plain('ownerId'), owner, plain('createdAt'), plain('updatedAt')];
}

/**
 * A spreadsheet runs a cell that starts like a formula. Such text gets an apostrophe in front, which spreadsheets do not
 * show; telephone numbers and negative amounts start with a sign too and stay as they are.
 */
function cell(value: unknown): string {
  if (value === null || value === undefined) return '';
  const text = Array.isArray(value) ? value.join(', ') : String(value);
  return /^[=@\t\r]|^[+-](?![\d\s().-]+$)/.test(text) ? `'${text}` : text;
}

async function recordsOf(call: Call, kind: RecordKind, rows: readonly RecordRow[]): Promise<Values[]> {
  const names = await namesFor(call, kind, rows);
  return rows.map((row) => {
    const record: Values = { ...row, ...fieldsFrom(kind, row) };
    const named = Object.entries(record).flatMap(([field, id]) => {
      const name = typeof id === 'string' ? names.get(id) : undefined;
      return name === undefined ? [] : [[field, name]];
    });
    return { ...record, names: Object.fromEntries(named) };
  });
}

type InCall = <T>(access: 'read', run: (call: Call) => Promise<T>) => Promise<T>;

/**
 * All rows of a filtered list that the actor may export, as CSV (UTF-8 with a mark, for Excel), a page at a time: memory
 * stays flat. The first page is read before this answers, so that a filter that names nothing is refused and does not
 * become a file that breaks off.
 */
export async function exportCsv(kind: RecordKind, query: ListQuery, inCall: InCall): Promise<FileAnswer> {
  const columns = exportColumns(kind);
  const readPage = (cursor: string | undefined) =>
    inCall('read', async (call) => {
      const { rows, nextCursor } = await listRecords(
        call,
        kind,
        {
          ...query,
          cursor,
          limit: rowsPerTransaction,
        },
        ['view', 'export'],
      );
      return { records: await recordsOf(call, kind, rows), nextCursor };
    });
  const first = await readPage(undefined);
  async function* chunks(): AsyncGenerator<string> {
    yield byteOrderMark + stringify([columns.map(({ header }) => header)]);
    let page = first;
    for (;;) {
      if (page.records.length > 0) {
        yield stringify(page.records.map((record) => columns.map((column) => cell(column.read(record)))));
      }
      if (page.nextCursor === null) return;
      page = await readPage(page.nextCursor);
    }
  }
  return { contentType: 'text/csv; charset=utf-8', fileName: `${kind.path.slice(1)}.csv`, chunks: chunks() };
}
