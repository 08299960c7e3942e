import type { Call } from '#platform/access/call.ts';
import { guessMapping } from './guess-mapping.ts';
import type { ImportRecord } from './queries.ts';
import { listTemplates } from './queries-templates.ts';
import { matchKeysOf, targetsOf } from './targets.ts';

/** An import as lists show it. */
export function presentImport(row: ImportRecord) {
  const { id, kind, status, fileName, reading, preset, total, position, jobId, createdAt, endedAt } = row;
  const { created, updated, skipped, rejected, undoResult, plan } = row;
  const counts = { created, updated, skipped, rejected };
  const at = { createdAt, endedAt };
  return {
    ...{ id, kind, status, fileName, fileSize: Number(row.fileSize), reading, preset, plan },
    ...{ total, done: position === 0 ? 0 : created + updated + skipped + rejected },
    ...{ counts, jobId, undo: undoResult, ...at },
  };
}

/** The same with all that choosing a mapping needs: columns, first rows, a guess, the fields there are. */
export async function presentPreview(call: Call, row: ImportRecord, rows: readonly string[][]) {
  const fields = await targetsOf(call, row.kind);
  const templates = await listTemplates(call, row.kind);
  const fits = templates.find(
    ({ headers }) =>
      headers.length === row.headers.length && headers.every((name, at) => name === row.headers[at]),
  );
  const guess = guessMapping(row.kind, row.headers, rows, fields);
  return {
    ...presentImport(row),
    columns: row.headers,
    rows: rows.map((cells) => row.headers.map((_, at) => cells[at] ?? '')),
    mapping: row.plan?.mapping ?? fits?.plan.mapping ?? guess.mapping,
    preset: guess.preset,
    templateId: fits?.id ?? null,
    fields,
    matchKeys: matchKeysOf(row.kind),
  };
}
