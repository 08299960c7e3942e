import { type SqlBool, sql } from 'kysely';
import type { ScheduledSendStatus } from '#domain/sends.ts';
import type { Call } from '#platform/access/call.ts';
import { reachCondition } from '#platform/access/can.ts';
import { attachedTable } from '#records/attached.ts';

attachedTable('scheduledSend', 'quoteId');

/** The sending of a quote that still waits for its time, held until the end of the transaction; the quote is held before. */
export function lockWaiting(call: Call, quoteId: string) {
  return call.database
    .selectFrom('scheduledSend')
    .selectAll()
    .where('orgId', '=', call.orgId)
    .where('quoteId', '=', quoteId)
    .where('status', '=', 'waiting')
    .forUpdate()
    .executeTakeFirst();
}

/** The sendings whose time has come, the longest waiting first. */
export function listDue(call: Call, limit: number) {
  return call.database
    .selectFrom('scheduledSend')
    .selectAll()
    .where('orgId', '=', call.orgId)
    .where('status', '=', 'waiting')
    .where('at', '<=', call.now.toISOString())
    .orderBy('at')
    .orderBy('id')
    .limit(limit)
    .execute();
}

export type DueSend = Awaited<ReturnType<typeof listDue>>[number];

export type ScheduledPoint = { at: string; id: string };

/** The sendings of quotes that the actor may see: those that wait by their time, the soonest first; others the newest first. */
export function listScheduled(
  call: Call,
  { status, after, limit }: { status: ScheduledSendStatus; after: ScheduledPoint | null; limit: number },
) {
  const forward = status === 'waiting';
  const reach = reachCondition(call, 'crm.quotes.view', 'quote');
  let query = call.database
    .selectFrom('scheduledSend as send')
    .innerJoin('quote', (join) =>
      join.onRef('quote.orgId', '=', 'send.orgId').onRef('quote.id', '=', 'send.quoteId'),
    )
    .leftJoin('member', (join) =>
      join.onRef('member.orgId', '=', 'send.orgId').onRef('member.id', '=', 'send.createdBy'),
    )
    .selectAll('send')
    .select(['quote.number', 'quote.title', 'quote.ownerId', 'quote.totalMinor', 'quote.currency'])
    .select(['quote.scopePath as quotePath', 'quote.version as quoteVersion', 'member.name as memberName'])
    .where('send.orgId', '=', call.orgId)
    .where('send.status', '=', status);
  if (reach) query = query.where(reach);
  if (after) {
    const point = sql`(${after.at}::timestamptz, ${after.id}::uuid)`;
    query = query.where(
      forward ? sql<SqlBool>`(send.at, send.id) > ${point}` : sql<SqlBool>`(send.at, send.id) < ${point}`,
    );
  }
  const direction = forward ? 'asc' : 'desc';
  return query
    .orderBy('send.at', direction)
    .orderBy('send.id', direction)
    .limit(limit + 1)
    .execute();
}
