import type { Call } from '#platform/access/call.ts';
import { archiveRecord } from './archive-record.ts';
import type { RecordKind, RecordRow, Values } from './kind.ts';

/**
 * Some kinds have a status `archived`, and a client may type it. That is archiving: the write is done without it, then the
 * record is archived by its own rules, so that the status and the archive never disagree.
 */
export async function archivingByStatus(
  call: Call,
  kind: RecordKind,
  body: Values,
  write: (rest: Values) => Promise<RecordRow>,
): Promise<RecordRow> {
  const { status, ...rest } = body;
  if (status === undefined || status !== kind.archiving?.archived.status) return write(body);
  const row = await write(rest);
  return archiveRecord(call, kind, row.id, null);
}
