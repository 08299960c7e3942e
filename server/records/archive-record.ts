import { Problem } from '#domain/problems.ts';
import { type Call, instant } from '#platform/access/call.ts';
import { requireOn } from '#platform/access/can.ts';
import { capabilityOf, type RecordKind, type RecordRow, tablesOf } from './kind.ts';
import { lockAgainstUse, lockRecord, requireState, requireVersion } from './read-record.ts';
import { viewOf, writeChange } from './update-record.ts';

/** Whether a live record of another table refers to this one, and of which kind it is. */
async function refuseDependents(call: Call, kind: RecordKind, id: string): Promise<void> {
  for (const { table, column, kind: dependent } of kind.dependents ?? []) {
    const found = await tablesOf(call)
      .selectFrom(table)
      .select('id')
      .where('orgId', '=', call.orgId)
      .where(column, '=', id)
      .where('archivedAt', 'is', null)
      .limit(1)
      .executeTakeFirst();
    if (found) {
      throw new Problem('has_dependents', {
        detail: `The ${kind.name} is used by at least one ${dependent}; archive that first.`,
        dependent,
      });
    }
  }
}

/** Takes a record out of daily use. Nothing is deleted, and `restoreRecord` brings it back. Archiving twice is once. */
export async function archiveRecord(
  call: Call,
  kind: RecordKind,
  id: string,
  ifMatch: number | null,
): Promise<RecordRow> {
  const current = await lockAgainstUse(call, kind, id);
  requireOn(call, capabilityOf(kind, 'delete'), current, viewOf(kind));
  requireVersion(current, ifMatch);
  if (current.archivedAt !== null) return current;
  requireState(kind.whyNotArchivable?.(current));
  await refuseDependents(call, kind, id);
  const along = await kind.whenArchiving?.(call, current, 'archived');
  return writeChange(
    call,
    kind,
    current,
    { archivedAt: instant(call), ...kind.archiving?.archived, ...along },
    { event: `${kind.name}.archived` },
  );
}

/** Brings an archived record back. */
export async function restoreRecord(
  call: Call,
  kind: RecordKind,
  id: string,
  ifMatch: number | null,
): Promise<RecordRow> {
  const current = await lockRecord(call, kind, id);
  requireOn(call, capabilityOf(kind, 'delete'), current, viewOf(kind));
  requireVersion(current, ifMatch);
  if (current.archivedAt === null) return current;
  if (current.mergedIntoId) {
    throw new Problem('not_editable', {
      detail: 'The record was merged into another; undo the merge to bring it back.',
    });
  }
  const along = await kind.whenArchiving?.(call, current, 'restored');
  return writeChange(
    call,
    kind,
    current,
    { archivedAt: null, ...kind.archiving?.restored, ...along },
    { event: `${kind.name}.restored` },
  );
}
