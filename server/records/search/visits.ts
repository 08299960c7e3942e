import { type SqlBool, sql } from 'kysely';
import type { RecordKindName } from '#domain/events.ts';
import { type Call, instant } from '#platform/access/call.ts';
import { holds, reachCondition } from '#platform/access/can.ts';
import { attachedRecord } from '../attached.ts';
import { allKinds, capabilityOf, kindNamed, type RecordKind, tablesOf } from '../kind.ts';
import { type Hit, hitFrom } from './hit.ts';

const kept = 100;

/** Remembers that the member opened a record; the least recently opened beyond a hundred are forgotten. */
export async function noteVisit(call: Call, ref: { recordKind: string; recordId: string }): Promise<void> {
  const { kind, row } = await attachedRecord(call, ref);
  const { memberId } = call.actor;
  if (memberId === null || call.actor.kind !== 'member') return;
  const key = { orgId: call.orgId, memberId, recordId: row.id };
  await call.database
    .insertInto('recordVisit')
    .values({ ...key, recordKind: kind.name, lastAt: instant(call) })
    .onConflict((conflict) =>
      conflict
        .columns(['orgId', 'memberId', 'recordId'])
        .doUpdateSet({ visits: sql`record_visit.visits + 1`, lastAt: instant(call) }),
    )
    .execute();
  await sql`
    delete from record_visit where org_id = ${call.orgId} and member_id = ${memberId} and record_id in (
      select record_id from record_visit where org_id = ${call.orgId} and member_id = ${memberId}
      order by last_at desc, record_id offset ${kept})`.execute(call.database);
}

async function titles(call: Call, kind: RecordKind, ids: readonly string[]): Promise<Hit[]> {
  if (!kind.searchable || !holds(call, capabilityOf(kind, 'view'))) return [];
  const reach = reachCondition(call, capabilityOf(kind, 'view'), kind.table);
  let query = tablesOf(call)
    .selectFrom(kind.table)
    .select(['id', `${kind.titleColumn} as title`, `${kind.subtitleColumn ?? kind.titleColumn} as subtitle`])
    .where('orgId', '=', call.orgId)
    .where('archivedAt', 'is', null)
    .where(sql<SqlBool>`id = any (${ids}::uuid[])`);
  if (reach) query = query.where(reach);
  return (await query.execute()).map((row) => hitFrom(kind, row));
}

/**
 * The records that the member opened last, and those that they open most: a visit counts less the longer ago the last
 * one was. Records that are archived or out of sight by now are left out.
 */
export async function findVisited(call: Call, limit: number): Promise<{ recent: Hit[]; frequent: Hit[] }> {
  const { memberId } = call.actor;
  if (memberId === null) return { recent: [], frequent: [] };
  const rows = await call.database
    .selectFrom('recordVisit')
    .select(['recordKind', 'recordId', 'visits', 'lastAt'])
    .where('orgId', '=', call.orgId)
    .where('memberId', '=', memberId)
    .orderBy('lastAt', 'desc')
    .orderBy('recordId')
    .limit(kept)
    .execute();
  const known = new Set<string>(allKinds().map(({ name }) => name));
  const byKind = Map.groupBy(
    rows.filter(({ recordKind }) => known.has(recordKind)),
    ({ recordKind }) => recordKind as RecordKindName,
  );
  const found = await Promise.all(
    [...byKind].map(([name, visits]) =>
      titles(
        call,
        kindNamed(name),
        visits.map(({ recordId }) => recordId),
      ),
    ),
  );
  const hits = new Map(found.flat().map((hit) => [hit.id, hit]));
  const seen = rows.flatMap((row) => {
    const hit = hits.get(row.recordId);
    if (!hit) return [];
    const days = (call.now.getTime() - Date.parse(row.lastAt)) / 86_400_000;
    return [{ hit, weight: row.visits / (1 + days / 7) }];
  });
  const recent = seen.slice(0, limit).map(({ hit }) => hit);
  const frequent = seen
    .slice(limit)
    .sort((a, b) => b.weight - a.weight)
    .slice(0, limit)
    .map(({ hit }) => hit);
  return { recent, frequent };
}
