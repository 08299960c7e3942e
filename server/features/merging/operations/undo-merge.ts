import { Problem } from '#domain/problems.ts';
import { type Call, instant } from '#platform/access/call.ts';
import { requireOn } from '#platform/access/can.ts';
import type { RecordRow } from '#records/kind.ts';
import { takeBackTimeline } from '#records/timeline-heirs.ts';
import { viewOf } from '#records/update-record.ts';
import { mergeable, mergeCapability } from '../mergeable-kinds.ts';
import { changedSince, moveBack } from '../move-links.ts';
import { lockMerge } from '../queries.ts';
import { putBack, rewrite } from '../rewrite.ts';
import { lockPair, type Merged } from './merge-records.ts';

type Touched = { kind: string; id: string };

function cannotUndo(touched: readonly Touched[]): Problem {
  return new Problem('cannot_undo', {
    detail: 'Something was changed since, so this can no longer be undone.',
    touched: touched.slice(0, 20).map(({ kind, id }) => ({ kind, id })),
  });
}

const uniqueTaken = '23505';

/**
 * Makes two records of one again: both, and every link that was moved, as they were before. Refused with `cannot_undo` and
 * the list of what changed since, unless all of them still have the version that the merge left them.
 */
export async function undoMerge(call: Call, mergeId: string): Promise<Merged> {
  const merge = await lockMerge(call, mergeId);
  const kind = mergeable[merge.recordKind];
  const { target, source } = await lockPair(call, kind, merge.targetId, merge.sourceId);
  for (const row of [target, source]) requireOn(call, mergeCapability(kind), row, viewOf(kind));
  if (merge.undoneAt !== null) throw cannotUndo([]);
  const changed: Touched[] = await changedSince(call, merge.moved);
  if (target.version !== merge.targetVersion) changed.unshift({ kind: kind.name, id: target.id });
  if (source.version !== merge.sourceVersion) changed.unshift({ kind: kind.name, id: source.id });
  if (changed.length > 0) throw cannotUndo(changed);
  let restored: { target: RecordRow; source: RecordRow };
  try {
    const first = await rewrite(call, kind, target, {
      ...putBack(merge.targetBefore),
      event: `${kind.name}.merge_undone`,
      payload: { mergeId, sourceId: source.id },
    });
    const second = await rewrite(call, kind, source, {
      ...putBack(merge.sourceBefore),
      action: `${kind.name}.merge_undone`,
      event: `${kind.name}.restored`,
      payload: { mergeId },
    });
    restored = { target: first.row, source: second.row };
    await moveBack(call, merge.moved);
  } catch (error) {
    // A place that was theirs alone, such as the first contact of an account, is somebody else's by now.
    if ((error as { code?: string }).code === uniqueTaken) throw cannotUndo([]);
    throw error;
  }
  await takeBackTimeline(call, mergeId);
  await call.database
    .updateTable('merge')
    .set({ undoneAt: instant(call), undoneBy: call.actor.memberId })
    .where('orgId', '=', call.orgId)
    .where('id', '=', mergeId)
    .execute();
  return { mergeId, kind: kind.name, ...restored };
}
