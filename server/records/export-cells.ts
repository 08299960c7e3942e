import { sql } from 'kysely';
import { fieldProblem } from '#domain/field-errors.ts';
import { invalidFields } from '#domain/problems.ts';
import type { Call } from '#platform/access/call.ts';
import { fieldsFrom } from './columns.ts';
import { customFieldsOf } from './custom-fields/definitions.ts';
import { customColumns } from './custom-fields/export.ts';
import { addressColumns, type ExportedColumn, type RecordKind, type RecordRow, type Values } from './kind.ts';
import { namesFor } from './links.ts';
import { listConditions } from './list-conditions.ts';
import type { ListQuery } from './list-query.ts';
import { listRecords } from './list-records.ts';

export type ExportQuery = ListQuery & { columns?: string[] };
export type ExportColumn = ExportedColumn;
export type InCall = <T>(access: 'read', run: (call: Call) => Promise<T>) => Promise<T>;

const rowsPerTransaction = 500;

/** The columns of each field, by the name under which a reader chooses them. */
function columnsByName(kind: RecordKind): [string, ExportColumn[]][] {
  const plain = (header: string): ExportColumn => ({ header, read: (record) => record[header] });
  const nameOf = (field: string, header: string): ExportColumn => ({
    header,
    read: (record) => (record.names as Values)[field],
  });
  const columns: [string, ExportColumn[]][] = [];
  for (const [name, field] of Object.entries(kind.fields)) {
    if (field.internal || field.type === 'json') continue;
    if (field.type === 'address') {
      const members = addressColumns.map((member) => ({
        header: `${name}.${member}`,
        read: (record: Values) => (record[name] as Values | null)?.[member],
      }));
      columns.push([name, members]);
    } else if (field.type === 'link') {
      columns.push([name, [plain(name), nameOf(name, name.replace(/Id$/, 'Name'))]]);
    } else {
      const numeric = ['money', 'decimal', 'integer'].includes(field.type);
      columns.push([name, [{ ...plain(name), numeric }]]);
    }
  }
  columns.push(['ownerId', [plain('ownerId'), nameOf('ownerId', 'ownerName')]]);
  return [...columns, ['createdAt', [plain('createdAt')]], ['updatedAt', [plain('updatedAt')]]];
}

/**
 * The columns of an export: the id, then those that were asked for in their order, or all. A name that is no column is
 * refused by `columns`.
 */
async function exportColumns(
  call: Call,
  kind: RecordKind,
  chosen?: readonly string[],
): Promise<ExportColumn[]> {
  const custom = customColumns(await customFieldsOf(call, kind.name));
  const known = [...columnsByName(kind), ...((await kind.exported?.(call)) ?? [])];
  for (const column of custom) {
    const name = column.header.split('.').slice(0, 2).join('.');
    const there = known.find(([one]) => one === name);
    if (there) there[1].push(column);
    else known.push([name, [column]]);
  }
  const id: ExportColumn = { header: 'id', read: (record) => record.id };
  if (!chosen) return [id, ...known.flatMap(([, columns]) => columns)];
  const byName = new Map(known);
  const strange = chosen.filter((name) => !byName.has(name));
  if (strange.length > 0) {
    throw invalidFields(
      strange.map((name) => fieldProblem('columns', 'unknown_value', { given: name.slice(0, 80) })),
    );
  }
  return [id, ...[...new Set(chosen)].flatMap((name) => byName.get(name) ?? [])];
}

/**
 * A spreadsheet runs a cell that starts like a formula. Such text gets an apostrophe in front, which spreadsheets do not
 * show; telephone numbers and negative amounts start with a sign too and stay as they are.
 */
export function guarded(text: string): string {
  return /^[=@\t\r]|^[+-](?![\d\s().-]+$)/.test(text) ? `'${text}` : text;
}

/** A value as the text of a cell. */
export function cellText(value: unknown): string {
  if (value === null || value === undefined) return '';
  return Array.isArray(value) ? value.join(', ') : String(value);
}

async function recordsOf(call: Call, kind: RecordKind, rows: readonly RecordRow[]): Promise<Values[]> {
  const names = await namesFor(call, kind, rows);
  return rows.map((row) => {
    const record: Values = { ...row, ...fieldsFrom(kind, row) };
    const named = Object.entries(record).flatMap(([field, id]) => {
      const name = typeof id === 'string' ? names.get(id) : undefined;
      return name === undefined ? [] : [[field, name]];
    });
    return { ...record, names: Object.fromEntries(named), customNames: Object.fromEntries(names) };
  });
}

export type Export = {
  columns: ExportColumn[];
  /** How many rows the list had when the export began. */
  total: number;
  /** The records, a page in each transaction: memory stays flat, and a reader who leaves stops the reading. */
  pages(): AsyncGenerator<Values[]>;
};

/**
 * Begins an export of all rows of a filtered list that the actor may export. The first page is read before this answers,
 * so that a filter that names nothing is refused and does not become a file that breaks off.
 */
export async function beginExport(kind: RecordKind, query: ExportQuery, inCall: InCall): Promise<Export> {
  const { columns: chosen, ...filters } = query;
  const readPage = (cursor: string | undefined) =>
    inCall('read', async (call) => {
      const page = { ...filters, cursor, limit: rowsPerTransaction };
      const { rows, nextCursor } = await listRecords(call, kind, page, ['view', 'export']);
      return { records: await recordsOf(call, kind, rows), nextCursor };
    });
  const { columns, total } = await inCall('read', async (call) => {
    const conditions = await listConditions(call, kind, filters, ['view', 'export']);
    const { rows } = await sql<{ count: bigint }>`
      select count(*) as count from ${sql.table(kind.table)} where ${sql.join(conditions, sql` and `)}
    `.execute(call.database);
    return { columns: await exportColumns(call, kind, chosen), total: Number(rows[0]?.count ?? 0) };
  });
  const first = await readPage(undefined);
  async function* pages(): AsyncGenerator<Values[]> {
    for (let page = first; ; page = await readPage(page.nextCursor)) {
      if (page.records.length > 0) yield page.records;
      if (page.nextCursor === null) return;
    }
  }
  return { columns, total, pages };
}
