import type { RecordKindName } from '#domain/events.ts';
import { type Call, instant } from '#platform/access/call.ts';

type Ref = { kind: RecordKindName; id: string };

/**
 * Hands the past of a record on: from now on its timeline, notes, files and tasks show on the heirs too, with all that it
 * had inherited itself. Nothing is moved, so `takeBackTimeline` with the same cause undoes it whole.
 * `causeId` names what made it so: the converted lead, or the merge.
 */
export async function handOnTimeline(
  call: Call,
  source: Ref,
  heirs: readonly Ref[],
  causeId: string,
): Promise<void> {
  if (heirs.length === 0) return;
  const inherited = await call.database
    .selectFrom('timelineHeir')
    .select(['sourceId', 'sourceKind'])
    .distinct()
    .where('orgId', '=', call.orgId)
    .where('heirId', '=', source.id)
    .execute();
  const sources = [{ sourceId: source.id, sourceKind: source.kind as string }, ...inherited];
  const next = await call.database
    .selectFrom('timelineHeir')
    .select(['heirId', 'heirKind'])
    .distinct()
    .where('orgId', '=', call.orgId)
    .where(
      'sourceId',
      'in',
      heirs.map(({ id }) => id),
    )
    .execute();
  const all = new Map(next.map(({ heirId, heirKind }) => [heirId, heirKind]));
  for (const { id, kind } of heirs) all.set(id, kind);
  const rows = [...all].flatMap(([heirId, heirKind]) =>
    sources
      .filter(({ sourceId }) => sourceId !== heirId)
      .map((from) => ({ orgId: call.orgId, heirId, heirKind, ...from, causeId, createdAt: instant(call) })),
  );
  if (rows.length === 0) return;
  await call.database
    .insertInto('timelineHeir')
    .values(rows)
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** Takes back all that one conversion or merge had handed on. */
export async function takeBackTimeline(call: Call, causeId: string): Promise<void> {
  await call.database
    .deleteFrom('timelineHeir')
    .where('orgId', '=', call.orgId)
    .where('causeId', '=', causeId)
    .execute();
}

/** The record itself and all whose past it carries on: whatever is asked for one record is asked for these ids. */
export async function timelineIds(call: Call, id: string): Promise<string[]> {
  const rows = await call.database
    .selectFrom('timelineHeir')
    .select('sourceId')
    .distinct()
    .where('orgId', '=', call.orgId)
    .where('heirId', '=', id)
    .limit(500)
    .execute();
  return [id, ...rows.map(({ sourceId }) => sourceId)];
}
