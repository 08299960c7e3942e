import type { BulkItemStatus } from '#domain/bulk.ts';
import { notFound } from '#domain/problems.ts';
import type { Call } from '#platform/access/call.ts';

/** A bulk change that the actor began, with the state of its work; others' are not theirs to see. */
export async function getBulkChange(call: Call, id: string) {
  const row = await call.database
    .selectFrom('bulkChange')
    .innerJoin('backgroundJob', (join) =>
      join
        .onRef('backgroundJob.orgId', '=', 'bulkChange.orgId')
        .onRef('backgroundJob.id', '=', 'bulkChange.id'),
    )
    .select([
      'bulkChange.id',
      'bulkChange.kind',
      'bulkChange.action',
      'bulkChange.given',
      'bulkChange.undoOf',
      'backgroundJob.status',
    ])
    .where('bulkChange.orgId', '=', call.orgId)
    .where('bulkChange.id', '=', id)
    .where('backgroundJob.memberId', '=', call.actor.memberId)
    .$if(call.actor.kind === 'api_key', (query) => query.where('backgroundJob.actorId', '=', call.actor.id))
    .executeTakeFirst();
  if (!row) throw notFound('bulk change');
  return row;
}

/** The change that takes this one back, or null. */
export async function undoneBy(call: Call, id: string): Promise<string | null> {
  const row = await call.database
    .selectFrom('bulkChange')
    .select('id')
    .where('orgId', '=', call.orgId)
    .where('undoOf', '=', id)
    .executeTakeFirst();
  return row?.id ?? null;
}

export type BulkCounts = Record<BulkItemStatus, number>;

export async function countItems(call: Call, changeId: string): Promise<BulkCounts> {
  const rows = await call.database
    .selectFrom('bulkItem')
    .select((column) => ['status', column.fn.countAll<bigint>().as('count')])
    .where('orgId', '=', call.orgId)
    .where('changeId', '=', changeId)
    .groupBy('status')
    .execute();
  const counts: BulkCounts = { waiting: 0, changed: 0, unchanged: 0, refused: 0 };
  for (const { status, count } of rows) counts[status as BulkItemStatus] = Number(count);
  return counts;
}

/** Items of one outcome in the order of their records, after the one that `after` names. */
export function listItems(
  call: Call,
  changeId: string,
  { status, after, limit }: { status: BulkItemStatus; after: string | null; limit: number },
) {
  return call.database
    .selectFrom('bulkItem')
    .select(['recordId', 'title', 'status', 'problem'])
    .where('orgId', '=', call.orgId)
    .where('changeId', '=', changeId)
    .where('status', '=', status)
    .$if(after !== null, (query) => query.where('recordId', '>', after))
    .orderBy('recordId')
    .limit(limit)
    .execute();
}

/** The next records to change, held so that nobody else changes them for the same reason. */
export function lockWaiting(call: Call, changeId: string, limit: number) {
  return call.database
    .selectFrom('bulkItem')
    .select(['recordId', 'given', 'ifVersion'])
    .where('orgId', '=', call.orgId)
    .where('changeId', '=', changeId)
    .where('status', '=', 'waiting')
    .orderBy('recordId')
    .limit(limit)
    .forUpdate()
    .execute();
}

export type WaitingItem = Awaited<ReturnType<typeof lockWaiting>>[number];
