import type { RecordKindName } from '#domain/events.ts';
import { fieldProblem } from '#domain/field-errors.ts';
import type { MergeBody } from '#domain/merging.ts';
import { invalidFields, isProblem } from '#domain/problems.ts';
import { onOneLine } from '#domain/scope.ts';
import { type Call, instant } from '#platform/access/call.ts';
import { requireOn } from '#platform/access/can.ts';
import { newId } from '#platform/database/id.ts';
import { attachedTable } from '#records/attached.ts';
import {
  capabilityOf,
  linksOf,
  type RecordKind,
  type RecordRow,
  tablesOf,
  type Values,
} from '#records/kind.ts';
import { checkReferences } from '#records/links.ts';
import {
  getRecord,
  lockAgainstUse,
  requireActive,
  requireState,
  requireVersion,
} from '#records/read-record.ts';
import { handOnTimeline } from '#records/timeline-heirs.ts';
import { viewOf } from '#records/update-record.ts';
import { checkChoices, combined, customOnlyIn } from '../combine.ts';
import { type MergeKind, mergeCapability } from '../mergeable-kinds.ts';
import { moveLinks } from '../move-links.ts';
import { rewrite } from '../rewrite.ts';

attachedTable('merge', 'targetId');

export type Merged = { mergeId: string; kind: RecordKindName; target: RecordRow; source: RecordRow };

/** Both records, held in the order of their ids, so that two merges at once wait for each other and never in a circle. */
export async function lockPair(call: Call, kind: RecordKind, targetId: string, sourceId: string) {
  const rows = new Map<string, RecordRow>();
  for (const id of [targetId, sourceId].toSorted()) {
    try {
      rows.set(id, await lockAgainstUse(call, kind, id));
    } catch (error) {
      if (id === sourceId && isProblem(error) && error.code === 'not_found') {
        throw invalidFields([fieldProblem('sourceId', 'not_found')]);
      }
      throw error;
    }
  }
  return { target: rows.get(targetId)!, source: rows.get(sourceId)! };
}

function requireBoth(call: Call, kind: RecordKind, target: RecordRow, source: RecordRow): void {
  for (const row of [target, source]) {
    requireOn(call, mergeCapability(kind), row, viewOf(kind));
    requireOn(call, capabilityOf(kind, 'edit'), row, viewOf(kind));
    requireActive(row);
    requireState(kind.whyNotEditable?.(row));
  }
  if (!onOneLine(target.scopePath, source.scopePath)) {
    throw invalidFields([fieldProblem('sourceId', 'other_scope')]);
  }
}

const mostLevels = 100;

/** Refuses a merge after which a record would lie above itself, by any link to its own kind. */
async function refuseCircles(call: Call, kind: RecordKind, row: RecordRow): Promise<void> {
  for (const { column, to } of linksOf(kind)) {
    if (to !== kind.name || kind.fields[column]?.readOnly) continue;
    let above = row[column] as string | null;
    for (let level = 0; above && level < mostLevels; level += 1) {
      if (above === row.id)
        throw invalidFields([fieldProblem('sourceId', 'not_allowed', { because: column })]);
      const next = await tablesOf(call)
        .selectFrom(kind.table)
        .select(column)
        .where('orgId', '=', call.orgId)
        .where('id', '=', above)
        .executeTakeFirst();
      above = (next?.[column] ?? null) as string | null;
    }
  }
}

/** The links that come from the source must be ones that the target may have; all else was checked where it was typed. */
function onlyLinks(kind: RecordKind): RecordKind {
  const fields = Object.entries(kind.fields).filter(([, field]) => field.type === 'link' && !field.readOnly);
  return { ...kind, fields: Object.fromEntries(fields) };
}

async function columnsOfMerged(
  call: Call,
  kind: RecordKind,
  target: RecordRow,
  columns: Values,
): Promise<Values> {
  const merged = { ...target, ...columns };
  const derived = (await kind.prepare?.(call, merged, { current: target, given: {} })) ?? {};
  const inherited = [...Object.keys(kind.fields), 'ownerId'];
  await checkReferences(call, onlyLinks(kind), { ...merged, scopePath: target.scopePath }, target, inherited);
  return { ...columns, ...derived };
}

/**
 * Makes one record of two, in the caller's one transaction: the target takes the chosen values and every link to the source;
 * the source is archived and from now on leads to the target. What both were is kept, so that `undoMerge` can take it back.
 */
export async function mergeRecords(
  call: Call,
  kind: MergeKind,
  targetId: string,
  body: MergeBody,
  ifMatch: number | null,
): Promise<Merged> {
  const { sourceId } = body;
  // Whoever may not see the target hears nothing about the source.
  requireVersion(await getRecord(call, kind, targetId), ifMatch);
  if (sourceId === targetId) throw invalidFields([fieldProblem('sourceId', 'not_allowed')]);
  checkChoices(kind, body.fields);
  const { target, source } = await lockPair(call, kind, targetId, sourceId);
  requireBoth(call, kind, target, source);
  requireVersion(target, ifMatch);
  const mergeId = newId(call.now.getTime());
  const columns = combined(kind, target, source, body);
  const custom = customOnlyIn(source, target);
  const away = Object.fromEntries(Object.keys(custom).map((key) => [key, null]));
  const left = await rewrite(call, kind, source, {
    columns: { ...kind.archiving?.archived, archivedAt: instant(call), mergedIntoId: target.id },
    custom: away,
    action: `${kind.name}.merged_away`,
    event: `${kind.name}.archived`,
    payload: { mergeId, mergedIntoId: target.id },
  });
  const moved = await moveLinks(call, kind, source, target);
  const stays = await rewrite(call, kind, target, {
    columns: await columnsOfMerged(call, kind, target, columns),
    custom,
    event: `${kind.name}.merged`,
    payload: { mergeId, sourceId: source.id },
  });
  await refuseCircles(call, kind, stays.row);
  await handOnTimeline(
    call,
    { kind: kind.name, id: source.id },
    [{ kind: kind.name, id: target.id }],
    mergeId,
  );
  await call.database
    .insertInto('merge')
    .values({
      orgId: call.orgId,
      id: mergeId,
      scopeId: stays.row.scopeId,
      scopePath: stays.row.scopePath,
      recordKind: kind.name,
      targetId: target.id,
      sourceId: source.id,
      targetBefore: JSON.stringify(stays.before),
      sourceBefore: JSON.stringify(left.before),
      targetVersion: stays.row.version,
      sourceVersion: left.row.version,
      moved: JSON.stringify(moved),
      createdAt: instant(call),
      createdBy: call.actor.memberId,
    })
    .execute();
  return { mergeId, kind: kind.name, target: stays.row, source: left.row };
}
