import type { BulkAction } from '#domain/bulk.ts';
import type { RecordKindName } from '#domain/events.ts';
import {
  type BackgroundContext,
  type BackgroundError,
  backgroundJob,
  mostErrors,
} from '#platform/jobs/background-job.ts';
import { kindNamed, type Values } from '#records/kind.ts';
import { bulkJobKind } from './job-kind.ts';
import { type Change, changeItem } from './operations/change-item.ts';
import { type BulkCounts, countItems, listItems, lockWaiting } from './queries.ts';

const perTransaction = 50;

async function readChange({ id, inCall }: BackgroundContext): Promise<Change> {
  const row = await inCall('read', (call) =>
    call.database
      .selectFrom('bulkChange')
      .select(['kind', 'action', 'given'])
      .where('orgId', '=', call.orgId)
      .where('id', '=', id)
      .executeTakeFirstOrThrow(),
  );
  return {
    id,
    kind: kindNamed(row.kind as RecordKindName),
    action: row.action as BulkAction,
    given: row.given as Values,
  };
}

const doneOf = ({ changed, unchanged, refused }: BulkCounts) => changed + unchanged + refused;

type Progress = { done: number; total: number };

/** The next few records in one transaction: `end` when there were none left, or when somebody asked to stop. */
async function changeSome(
  context: BackgroundContext,
  change: Change,
  progress: Progress,
): Promise<'more' | 'end' | 'cancelled'> {
  return context.inCall('write', async (call) => {
    const items = await lockWaiting(call, change.id, perTransaction);
    for (const item of items) await changeItem(call, change, item);
    const goOn = await context.progress(call, { done: progress.done + items.length, total: progress.total });
    if (items.length < perTransaction) return 'end';
    return goOn ? 'more' : 'cancelled';
  });
}

/** What came of it: the counts, and the first refusals where the watcher looks for errors. */
async function conclude(context: BackgroundContext, change: Change): Promise<BulkCounts> {
  return context.inCall('write', async (call) => {
    const counts = await countItems(call, change.id);
    const refused = await listItems(call, change.id, { status: 'refused', after: null, limit: mostErrors });
    const errors = refused.map(({ recordId, problem }): BackgroundError => {
      const { code, detail } = problem as { code: string; detail: string };
      return { id: recordId, code, message: detail };
    });
    await context.progress(call, { done: doneOf(counts), errors });
    return counts;
  });
}

/** Changes the records of a bulk change, a few in each transaction, from where an earlier try stopped. */
export const bulkJob = backgroundJob({
  kind: bulkJobKind,
  work: { pollSeconds: 2, batchSize: 10, concurrency: 2 },
  async run(context) {
    const change = await readChange(context);
    const counts = await context.inCall('read', (call) => countItems(call, change.id));
    const progress = { done: doneOf(counts), total: doneOf(counts) + counts.waiting };
    let state: 'more' | 'end' | 'cancelled' = 'more';
    while (state === 'more') {
      context.signal.throwIfAborted();
      state = await changeSome(context, change, progress);
      progress.done = Math.min(progress.total, progress.done + perTransaction);
    }
    const { changed, unchanged, refused } = await conclude(context, change);
    const { name } = change.kind;
    const { undoOf } = context.params;
    const result = {
      kind: name,
      action: change.action,
      changed,
      unchanged,
      refused,
      ...(undoOf ? { undoOf } : {}),
    };
    return { result, cancelled: state === 'cancelled' };
  },
});
