import type { RecordKindName } from '#domain/events.ts';
import { type Call, instant } from '#platform/access/call.ts';
import { canonicalJson } from '#platform/audit/chain.ts';
import { newId } from '#platform/database/id.ts';
import { attachedTable, countAttached } from '#records/attached.ts';
import { kindNamed, type RecordRow, tablesOf, type Values } from '#records/kind.ts';

attachedTable('leadConversion', 'leadId');

/** What a conversion made: the version that it left it, and how many things were kept at it by then. */
export type Made = { kind: RecordKindName; id: string; version: number; attached: number };

/** A record that was there before and got a link by the conversion. */
export type Relinked = { kind: RecordKindName; id: string; before: Values; after: Values };

const ownToEachWrite = new Set(['version', 'updatedAt', 'updatedBy', 'searchText']);

function changedColumns(before: RecordRow, after: RecordRow): Values {
  const names = Object.keys(after).filter(
    (name) =>
      !ownToEachWrite.has(name) && canonicalJson(before[name] ?? null) !== canonicalJson(after[name] ?? null),
  );
  return Object.fromEntries(names.map((name) => [name, before[name] ?? null]));
}

export async function versionOf(call: Call, name: RecordKindName, id: string): Promise<number | null> {
  const row = await tablesOf(call)
    .selectFrom(kindNamed(name).table)
    .select('version')
    .where('orgId', '=', call.orgId)
    .where('id', '=', id)
    .executeTakeFirst();
  return row?.version ?? null;
}

/** Keeps what a conversion made and took, with the versions of that moment, so that `undoConversion` can tell. */
export async function keepConversion(
  call: Call,
  lead: { before: RecordRow; after: RecordRow },
  made: readonly { kind: RecordKindName; id: string }[],
  relinked: readonly Relinked[],
): Promise<void> {
  const kept: Made[] = [];
  for (const { kind, id } of made) {
    // Read again: what was made first may have changed with what was made after it.
    const version = (await versionOf(call, kind, id)) ?? 1;
    kept.push({ kind, id, version, attached: await countAttached(call, id) });
  }
  const { id: leadId, version: leadVersion, scopeId, scopePath } = lead.after;
  await call.database
    .insertInto('leadConversion')
    .values({
      orgId: call.orgId,
      id: newId(call.now.getTime()),
      leadId,
      leadVersion,
      scopeId,
      scopePath,
      leadBefore: JSON.stringify(changedColumns(lead.before, lead.after)),
      made: JSON.stringify(kept),
      relinked: JSON.stringify(relinked),
      createdAt: instant(call),
      createdBy: call.actor.memberId,
    })
    .execute();
}
