import { type SqlBool, sql } from 'kysely';
import type { Call } from '#platform/access/call.ts';
import { may } from '#platform/access/can.ts';
import { allKinds, capabilityOf, tablesOf } from '#records/kind.ts';

type Ref = { recordKind: string | null; recordId: string | null };

/** The names of records of any kind that the actor may see, by id; one query for each kind. `live`: without archived ones. */
export async function recordTitles(
  call: Call,
  refs: readonly Ref[],
  { live = false } = {},
): Promise<Map<string, string>> {
  const byKind = Map.groupBy(
    refs.filter(({ recordId }) => recordId !== null),
    ({ recordKind }) => recordKind,
  );
  const found = await Promise.all(
    allKinds()
      .filter(({ name }) => byKind.has(name))
      .map(async (kind) => {
        const ids = [...new Set(byKind.get(kind.name)?.map(({ recordId }) => recordId))];
        const rows = await tablesOf(call)
          .selectFrom(kind.table)
          .select(['id', 'scopePath', 'ownerId', `${kind.titleColumn} as title`])
          .where('orgId', '=', call.orgId)
          .where(sql<SqlBool>`id = any (${ids}::uuid[]) ${live ? sql`and archived_at is null` : sql``}`)
          .execute();
        const view = capabilityOf(kind, 'view');
        return rows.flatMap((row): [string, string][] =>
          may(call, view, row as never) ? [[row.id as string, String(row.title)]] : [],
        );
      }),
  );
  return new Map(found.flat());
}
