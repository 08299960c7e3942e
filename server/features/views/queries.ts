import type { RecordKindName } from '#domain/events.ts';
import { notFound } from '#domain/problems.ts';
import type { Call } from '#platform/access/call.ts';

/** The views of a list that the actor may open: shared ones and their own, by name. */
export function listViews(call: Call, kind: RecordKindName) {
  return visibleViews(call).where('kind', '=', kind).orderBy('name').orderBy('id').limit(500).execute();
}

function visibleViews(call: Call) {
  return call.database
    .selectFrom('savedView')
    .selectAll()
    .where('orgId', '=', call.orgId)
    .where((column) =>
      column.or([column('shared', '=', true), column('memberId', '=', call.actor.memberId)]),
    );
}

export type ViewRow = Awaited<ReturnType<typeof listViews>>[number];

export async function getView(call: Call, id: string): Promise<ViewRow> {
  const row = await visibleViews(call).where('id', '=', id).executeTakeFirst();
  if (!row) throw notFound('view');
  return row;
}

/** As `getView`, held until the end of the transaction. */
export async function lockView(call: Call, id: string): Promise<ViewRow> {
  const row = await visibleViews(call).where('id', '=', id).forUpdate().executeTakeFirst();
  if (!row) throw notFound('view');
  return row;
}

/** The view that the actor chose to start with in a list, or null. */
export async function ownDefault(call: Call, kind: RecordKindName): Promise<string | null> {
  const row = await call.database
    .selectFrom('viewDefault')
    .select('viewId')
    .where('orgId', '=', call.orgId)
    .where('memberId', '=', call.actor.memberId)
    .where('kind', '=', kind)
    .executeTakeFirst();
  return row?.viewId ?? null;
}
