import { announce, audit, type Call } from '#platform/access/call.ts';
import { eventRecord } from '#records/create-record.ts';
import type { RecordKind, RecordRow } from '#records/kind.ts';
import type { FileRow, VersionRow } from './queries.ts';

type Type = 'file.created' | 'file.updated' | 'file.archived' | 'file.restored';

function facts(file: FileRow, version?: VersionRow): Record<string, unknown> {
  const { recordKind, recordId, name, archivedAt } = file;
  const { number, contentType, size, sha256 } = version ?? {};
  const content = version ? { number, contentType, size: String(size), sha256 } : {};
  return { recordKind, recordId, name, archivedAt, ...content };
}

/**
 * Leaves the audit entry under the file's own id, and the event at its record, so that whoever has that open sees it at
 * once. `version` is given where content came.
 */
export function leaveTraces(
  call: Call,
  type: Type,
  { kind, row }: { kind: RecordKind; row: RecordRow },
  files: { before?: FileRow; after: FileRow; version?: VersionRow },
): void {
  const { before, after, version } = files;
  audit(call, {
    action: type,
    recordKind: 'file',
    recordId: after.id,
    scopePath: after.scopePath,
    ...(before ? { before: facts(before) } : {}),
    after: facts(after, version),
  });
  announce(call, { type, record: eventRecord(kind, row), payload: { fileId: after.id, name: after.name } });
}
