import { sql } from 'kysely';
import type { LeadStatus } from '#domain/leads.ts';
import { Problem } from '#domain/problems.ts';
import { type Call, instant } from '#platform/access/call.ts';
import { requireOn } from '#platform/access/can.ts';
import { countAttached } from '#records/attached.ts';
import { recordStatus } from '#records/change-status.ts';
import { allKinds, kindNamed, linksOf, type RecordRow, tablesOf, type Values } from '#records/kind.ts';
import { lockRecord, requireActive, requireVersion } from '#records/read-record.ts';
import { changeTime } from '#records/stages.ts';
import { takeBackTimeline } from '#records/timeline-heirs.ts';
import { viewOf, writeChange } from '#records/update-record.ts';
import { leadKind } from '../kind.ts';
import type { Made, Relinked } from './keep-conversion.ts';

type Conversion = { id: string; leadVersion: number; leadBefore: Values; made: Made[]; relinked: Relinked[] };
type Touched = { kind: string; id: string };

function cannotUndo(touched: readonly Touched[], detail: string): Problem {
  return new Problem('cannot_undo', {
    detail,
    touched: touched.slice(0, 20).map(({ kind, id }) => ({ kind, id })),
  });
}

async function lockConversion(call: Call, leadId: string): Promise<Conversion> {
  const row = await call.database
    .selectFrom('leadConversion')
    .selectAll()
    .where('orgId', '=', call.orgId)
    .where('leadId', '=', leadId)
    .where('undoneAt', 'is', null)
    .forUpdate()
    .executeTakeFirst();
  if (!row) throw cannotUndo([], 'This lead was not converted here, so there is nothing to undo.');
  return row as unknown as Conversion;
}

/** The row of a record that a conversion knows, held against use; the wall decides whether it is there. */
async function held(call: Call, { kind, id }: Pick<Made, 'kind' | 'id'>): Promise<RecordRow | undefined> {
  const row = await tablesOf(call)
    .selectFrom(kindNamed(kind).table)
    .selectAll()
    .where('orgId', '=', call.orgId)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  return row as RecordRow | undefined;
}

/** Live records that came to lead to this one, beside those that the conversion itself knows of. */
async function linkedSince(call: Call, made: Made, known: readonly string[]): Promise<Touched[]> {
  const found: Touched[] = [];
  for (const other of allKinds()) {
    for (const { column, to } of linksOf(other)) {
      if (to !== made.kind) continue;
      const rows = await tablesOf(call)
        .selectFrom(other.table)
        .select('id')
        .where('orgId', '=', call.orgId)
        .where(column, '=', made.id)
        .where('archivedAt', 'is', null)
        .where('id', 'not in', [...known])
        .limit(5)
        .execute();
      found.push(...rows.map(({ id }) => ({ kind: other.name, id })));
    }
  }
  const { rows } = await sql<{ recordId: string; kind: string }>`
    select v.record_id as "recordId", f.kind from custom_value v
    join custom_field f on f.org_id = v.org_id and f.id = v.field_id
    where v.org_id = ${call.orgId} and v.uuid_value = ${made.id} limit 5`.execute(call.database);
  return [...found, ...rows.map(({ recordId, kind }) => ({ kind, id: recordId }))];
}

async function touchedSince(call: Call, lead: RecordRow, conversion: Conversion): Promise<Touched[]> {
  const { made, relinked } = conversion;
  const known = [lead.id, ...made.map(({ id }) => id), ...relinked.map(({ id }) => id)];
  const touched: Touched[] = lead.version === conversion.leadVersion ? [] : [{ kind: 'lead', id: lead.id }];
  for (const one of made.toSorted((a, b) => (a.id < b.id ? -1 : 1))) {
    const row = await held(call, one);
    const same = row?.version === one.version && (await countAttached(call, one.id)) === one.attached;
    if (!same) touched.push({ kind: one.kind, id: one.id });
    touched.push(...(await linkedSince(call, one, known)));
  }
  return touched;
}

async function unlink(call: Call, relinked: readonly Relinked[]): Promise<void> {
  for (const one of relinked) {
    const row = await held(call, one);
    const still = row && Object.entries(one.after).every(([column, value]) => row[column] === value);
    if (still) await writeChange(call, kindNamed(one.kind), row, one.before);
  }
}

async function archiveMade(call: Call, made: readonly Made[]): Promise<void> {
  for (const one of made.toReversed()) {
    const kind = kindNamed(one.kind);
    const row = await held(call, one);
    if (!row) continue;
    const columns = { archivedAt: instant(call), ...kind.archiving?.archived };
    await writeChange(call, kind, row, columns, { event: `${kind.name}.archived` });
  }
}

/**
 * Takes a conversion back while nothing that it made was changed, linked or added to: what it made is archived, what it
 * reused is unlinked, and the lead is what it was, its history kept. Refused with `cannot_undo` and the list of what was
 * touched. The right to convert is the right to undo.
 */
export async function undoConversion(call: Call, id: string, ifMatch: number | null): Promise<RecordRow> {
  const lead = await lockRecord(call, leadKind, id);
  requireOn(call, 'crm.leads.convert', lead, viewOf(leadKind));
  requireVersion(lead, ifMatch);
  requireActive(lead);
  const conversion = await lockConversion(call, id);
  const touched = await touchedSince(call, lead, conversion);
  if (touched.length > 0) throw cannotUndo(touched, 'What this lead became was changed or used since.');
  const before = conversion.leadBefore;
  const row = await writeChange(call, leadKind, lead, before, {
    event: 'lead.conversion_undone',
    payload: { from: 'converted', to: before.status },
  });
  await recordStatus(call, leadKind, row, {
    from: 'converted',
    to: before.status as LeadStatus,
    fromStageId: lead.stageId,
    at: changeTime(call, lead.statusChangedAt),
  });
  await unlink(call, conversion.relinked);
  await archiveMade(call, conversion.made);
  await takeBackTimeline(call, id);
  await call.database
    .updateTable('leadConversion')
    .set({ undoneAt: instant(call), undoneBy: call.actor.memberId })
    .where('orgId', '=', call.orgId)
    .where('id', '=', conversion.id)
    .execute();
  return row;
}
