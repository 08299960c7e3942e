import { notFound, Problem } from '#domain/problems.ts';
import type { Call } from '#platform/access/call.ts';
import { may, requireCapability, requireOn } from '#platform/access/can.ts';
import { attachedRecord, seesAttached } from '#records/attached.ts';
import { capabilityOf, type RecordKind, type RecordRow } from '#records/kind.ts';
import { requireActive } from '#records/read-record.ts';
import { type FileRow, heirsOf } from './queries.ts';

const write = 'crm.files.write';

/** Refuses to add a file to a record without the right to: reach `own` is for records that one owns. */
export function requireAddTo(call: Call, kind: RecordKind, record: RecordRow): void {
  requireOn(call, write, record, { name: kind.name, view: capabilityOf(kind, 'view') });
  requireActive(record);
}

/** 404 unless the actor sees the file's record, or one that carries it on: a converted lead's account. */
export async function requireSees(call: Call, file: FileRow): Promise<void> {
  if (await seesAttached(call, file)) return;
  for (const heir of await heirsOf(call, file.recordId)) {
    if (await seesAttached(call, heir)) return;
  }
  throw notFound('file');
}

/** Whether the actor may change the file: what they added themselves, or with reach over all anybody's. */
export function mayChange(
  call: Call,
  { scopePath, createdBy }: Pick<FileRow, 'scopePath' | 'createdBy'>,
): boolean {
  return may(call, write, { scopePath, ownerId: createdBy });
}

/** The record of a file that the actor is about to change: 404 where they may not see it, 403 where they may only see it. */
export async function requireMayChange(
  call: Call,
  file: FileRow,
): Promise<{ kind: RecordKind; row: RecordRow }> {
  await requireSees(call, file);
  if (mayChange(call, file)) return attachedRecord(call, file);
  requireCapability(call, write);
  throw new Problem('forbidden', {
    detail: `Changing a file that somebody else added needs the capability ${write} for all records.`,
    capability: write,
  });
}
