import type { Call } from '#platform/access/call.ts';
import type { RecordKind, Values } from './kind.ts';
import { getRecord } from './read-record.ts';

export type TimelineQuery = { limit: number; cursor?: string };

/**
 * What happened to a record, newest first: each entry of the audit log that is about it. Whoever sees the record sees its
 * timeline.
 */
export async function timelineOf(
  call: Call,
  kind: RecordKind,
  id: string,
  { limit, cursor }: TimelineQuery,
): Promise<{ items: Values[]; nextCursor: string | null }> {
  await getRecord(call, kind, id);
  let query = call.database
    .selectFrom('auditEntry')
    .select(['id', 'position', 'at', 'action', 'actorKind', 'actorId', 'actorName', 'before', 'after'])
    .where('orgId', '=', call.orgId)
    .where('recordId', '=', id)
    .orderBy('position', 'desc')
    .limit(limit + 1);
  if (cursor) query = query.where('position', '<', BigInt(cursor));
  const rows = await query.execute();
  const page = rows.slice(0, limit);
  const items = page.map((row) => ({
    id: row.id,
    kind: row.action.slice(row.action.indexOf('.') + 1),
    at: row.at,
    actor: { kind: row.actorKind, id: row.actorId, name: row.actorName },
    before: row.before,
    after: row.after,
  }));
  const last = page.at(-1);
  return { items, nextCursor: rows.length > limit && last ? String(last.position) : null };
}
