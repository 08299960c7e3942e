import { fieldProblem } from '#domain/field-errors.ts';
import type { ImportKind } from '#domain/imports.ts';
import { invalidFields } from '#domain/problems.ts';
import { audit, type Call } from '#platform/access/call.ts';
import { newId } from '#platform/database/id.ts';
import type { ReceivedFile } from '#platform/http/endpoint.ts';
import { requireImport } from '../access.ts';
import { guessMapping } from '../guess-mapping.ts';
import { getImport, type ImportRecord, insertImport } from '../queries.ts';
import type { Table } from '../reading/read-table.ts';
import { targetsOf } from '../targets.ts';

/** The last part of what a browser calls a file, without control characters. */
function fileName(given: string): string {
  const name = given.split(/[\\/]/).at(-1) ?? '';
  const plain = name
    .replace(/[\p{Cc}\u202a-\u202e\u2066-\u2069]/gu, '')
    .toWellFormed()
    .trim();
  return [...plain].slice(0, 200).join('') || 'import';
}

/** Keeps a file that was read once, to be mapped and brought in. */
export async function uploadImport(
  call: Call,
  kind: ImportKind,
  file: ReceivedFile,
  table: Table,
): Promise<ImportRecord> {
  requireImport(call, kind);
  if (table.columns.length === 0) throw invalidFields([fieldProblem('file', 'required')]);
  const { preset } = guessMapping(kind, table.columns, table.rows, await targetsOf(call, kind));
  const id = newId(call.now.getTime());
  await insertImport(call, {
    id,
    kind,
    fileName: fileName(file.name),
    fileKey: file.key,
    fileSize: file.size,
    reading: table.reading,
    headers: table.columns,
    preset,
    total: table.total,
  });
  audit(call, {
    action: 'import.uploaded',
    recordKind: 'import',
    recordId: id,
    after: { kind, fileName: fileName(file.name), rows: table.total, sha256: file.sha256 },
  });
  return getImport(call, id);
}
