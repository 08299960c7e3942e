import { sql } from 'kysely';
import type { BulkAction } from '#domain/bulk.ts';
import { Problem } from '#domain/problems.ts';
import { audit, type Call, instant } from '#platform/access/call.ts';
import { beginBackgroundJob } from '#platform/jobs/background-job.ts';
import { bulkJobKind } from '../job-kind.ts';
import { getBulkChange, undoneBy } from '../queries.ts';

const reverse: Record<BulkAction, BulkAction> = {
  edit: 'edit',
  assign: 'edit',
  tag: 'edit',
  untag: 'edit',
  archive: 'restore',
  restore: 'archive',
};

/** Begins to give the changed records back what they had; those that were changed since stay as they are. */
export async function undoBulk(call: Call, id: string): Promise<{ jobId: string; total: number }> {
  // Two that undo the same change wait for each other here.
  await sql`select 1 from bulk_change where org_id = ${call.orgId} and id = ${id} for update`.execute(
    call.database,
  );
  const change = await getBulkChange(call, id);
  if (change.status === 'queued' || change.status === 'running') {
    throw new Problem('in_progress', {
      detail: 'The change is still being made; cancel it or wait for its end.',
    });
  }
  const undone = await undoneBy(call, id);
  if (undone) throw new Problem('already_exists', { detail: 'This was undone before.', jobId: undone });
  const action = reverse[change.action as BulkAction];
  const { jobId } = await beginBackgroundJob(call, {
    kind: bulkJobKind,
    params: { kind: change.kind, action, undoOf: id },
  });
  await call.database
    .insertInto('bulkChange')
    .values({
      orgId: call.orgId,
      id: jobId,
      kind: change.kind,
      action,
      given: JSON.stringify({}),
      undoOf: id,
      createdAt: instant(call),
    })
    .execute();
  const { numAffectedRows } = await sql`
    insert into bulk_item (org_id, change_id, record_id, given, if_version)
    select org_id, ${jobId}::uuid, record_id, before, version from bulk_item
    where org_id = ${call.orgId} and change_id = ${id} and status = 'changed'
  `.execute(call.database);
  const total = Number(numAffectedRows ?? 0);
  audit(call, {
    action: `${change.kind}.bulk_undone`,
    recordKind: 'job',
    recordId: jobId,
    after: { undoOf: id, total },
  });
  return { jobId, total };
}
