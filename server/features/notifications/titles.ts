import { sql } from 'kysely';
import type { Call, Principal } from '#platform/access/call.ts';
import { may } from '#platform/access/can.ts';
import { allKinds, capabilityOf, tablesOf } from '#records/kind.ts';

export type RecordRef = { recordKind: string | null; recordId: string | null };

/**
 * The titles of those records that `reader` may see, by id. Whoever lost sight of a record since they were told of it
 * reads no title.
 */
export async function titlesFor(
  call: Call,
  reader: Principal,
  refs: readonly RecordRef[],
): Promise<Map<string, string>> {
  const byKind = Map.groupBy(refs, ({ recordKind }) => recordKind);
  const titles = new Map<string, string>();
  for (const kind of allKinds()) {
    const ids = (byKind.get(kind.name) ?? []).flatMap(({ recordId }) => recordId ?? []);
    if (ids.length === 0) continue;
    const rows = await tablesOf(call)
      .selectFrom(kind.table)
      .select(['id', 'scopePath', 'ownerId', `${kind.titleColumn} as title`])
      .where('orgId', '=', call.orgId)
      .where(sql<boolean>`id = any (${[...new Set(ids)]}::uuid[])`)
      .execute();
    for (const row of rows) {
      if (may(reader, capabilityOf(kind, 'view'), row as never)) titles.set(row.id, String(row.title));
    }
  }
  return titles;
}
