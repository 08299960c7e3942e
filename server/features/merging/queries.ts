import type { MergeKindName } from '#domain/merging.ts';
import { notFound } from '#domain/problems.ts';
import type { Call } from '#platform/access/call.ts';
import { allKinds, linksOf, type RecordKind, tablesOf, type Values } from '#records/kind.ts';
import type { Moved } from './move-links.ts';

export type Merge = {
  id: string;
  recordKind: MergeKindName;
  targetId: string;
  sourceId: string;
  targetBefore: Values;
  sourceBefore: Values;
  targetVersion: number;
  sourceVersion: number;
  moved: Moved[];
  undoneAt: string | null;
};

/** A merge behind the actor's wall, held until the end of the transaction. */
export async function lockMerge(call: Call, id: string): Promise<Merge> {
  const row = await call.database
    .selectFrom('merge')
    .selectAll()
    .where('orgId', '=', call.orgId)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  if (!row) throw notFound('merge');
  return row as unknown as Merge;
}

export type LinkCount = { kind: string; count: number };

/** How many records of each kind lead to a record, as far as the wall shows them: what a merge would move. */
export async function countLinks(call: Call, kind: RecordKind, id: string): Promise<LinkCount[]> {
  const counted = await Promise.all(
    allKinds().map(async (other) => {
      const columns = linksOf(other).filter(({ to }) => to === kind.name);
      if (columns.length === 0) return { kind: other.name, count: 0 };
      const { count } = await tablesOf(call)
        .selectFrom(other.table)
        .select(({ fn }) => fn.countAll<bigint>().as('count'))
        .where('orgId', '=', call.orgId)
        .where((where) => where.or(columns.map(({ column }) => where(column, '=', id))))
        .executeTakeFirstOrThrow();
      return { kind: other.name, count: Number(count) };
    }),
  );
  return counted.filter(({ count }) => count > 0);
}
