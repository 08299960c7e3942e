import { fieldProblem } from '#domain/field-errors.ts';
import { invalidFields } from '#domain/problems.ts';
import { audit, type Call, instant } from '#platform/access/call.ts';
import { requireOn } from '#platform/access/can.ts';
import { findRecord } from '#records/read-record.ts';
import { viewOf } from '#records/update-record.ts';
import { type MergeKind, mergeCapability } from '../mergeable-kinds.ts';

/** Remembers that these records, alike as they are, are not the same: every two of them. Saying it twice is once. */
export async function keepApart(call: Call, kind: MergeKind, ids: readonly string[]): Promise<void> {
  const sorted = [...new Set(ids)].toSorted();
  if (sorted.length < 2) throw invalidFields([fieldProblem('ids', 'not_allowed')]);
  for (const id of sorted) {
    const row = await findRecord(call, kind, id);
    if (!row) throw invalidFields([fieldProblem('ids', 'not_found')]);
    requireOn(call, mergeCapability(kind), row, viewOf(kind));
  }
  const pairs = sorted.flatMap((firstId, at) =>
    sorted.slice(at + 1).map((secondId) => ({ firstId, secondId })),
  );
  const about = { recordKind: kind.name, createdAt: instant(call), createdBy: call.actor.memberId };
  await call.database
    .insertInto('distinctPair')
    .values(pairs.map((pair) => ({ orgId: call.orgId, ...pair, ...about })))
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  audit(call, {
    action: `${kind.name}.kept_apart`,
    recordKind: kind.name,
    recordId: sorted[0],
    after: { ids: sorted },
  });
}
