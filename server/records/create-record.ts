import { Problem } from '#domain/problems.ts';
import type { Scope } from '#domain/scope.ts';
import { announce, audit, type Call, instant } from '#platform/access/call.ts';
import { may, requireCapability } from '#platform/access/can.ts';
import { newId } from '#platform/database/id.ts';
import { columnsFrom } from './columns.ts';
import { capabilityOf, type RecordKind, type RecordRow, tablesOf, type Values } from './kind.ts';
import { checkReferences } from './links.ts';
import { resolveScope } from './scope.ts';
import { searchable } from './search-text.ts';

export type CreateOptions = {
  /** Columns that only an operation may set: a status, a computed total, what it was made from. */
  columns?: Values;
  /** What to say in the event beside the record itself. */
  payload?: Record<string, unknown>;
  id?: string;
};

/** The owner of a new record: who is named, else the member who makes it; a key or the system leaves it open. */
function ownerOf(call: Call, given: Values): string | null {
  if (given.ownerId !== undefined) return given.ownerId as string | null;
  return call.actor.kind === 'member' ? call.actor.memberId : null;
}

function requireCreate(
  call: Call,
  kind: RecordKind,
  place: { scopePath: string; ownerId: string | null },
): void {
  const capability = capabilityOf(kind, 'create');
  requireCapability(call, capability);
  if (may(call, capability, place)) return;
  throw new Problem('forbidden', {
    detail: `This needs the capability ${capability} at this place of the hierarchy, for this owner.`,
    capability,
  });
}

/**
 * Makes a record of a kind from parsed wire values: its scope, owner, links and options are checked, its derived columns
 * computed, and the audit entry and the `created` event left in the call.
 */
export async function createRecord(
  call: Call,
  kind: RecordKind,
  given: Values,
  options: CreateOptions = {},
): Promise<RecordRow> {
  const { scopeId, scopePath } = await resolveScope(call, given.scope as Scope | undefined);
  const ownerId = ownerOf(call, given);
  requireCreate(call, kind, { scopePath, ownerId });
  const at = instant(call);
  const base = { ...columnsFrom(kind, given, null), ...options.columns, scopeId, scopePath, ownerId };
  const derived = (await kind.prepare?.(call, base, { current: null, given })) ?? {};
  const merged = { ...base, ...derived, scopePath };
  await checkReferences(call, kind, merged, null);
  const searchText = kind.searchable ? { searchText: searchable(kind.searchText?.(merged) ?? []) } : {};
  const row = {
    ...merged,
    ...searchText,
    orgId: call.orgId,
    id: options.id ?? newId(call.now.getTime()),
    version: 1,
    createdAt: at,
    createdBy: call.actor.memberId,
    updatedAt: at,
    updatedBy: call.actor.memberId,
  };
  const inserted = (await tablesOf(call)
    .insertInto(kind.table)
    .values(row)
    .returningAll()
    .executeTakeFirstOrThrow()) as RecordRow;
  await kind.written?.(call, inserted, { current: null, given });
  leaveTraces(call, kind, inserted, options.payload);
  return inserted;
}

function leaveTraces(call: Call, kind: RecordKind, row: RecordRow, payload?: Record<string, unknown>): void {
  audit(call, {
    action: `${kind.name}.created`,
    recordKind: kind.name,
    recordId: row.id,
    scopePath: row.scopePath,
    after: auditable(row),
  });
  announce(call, { type: `${kind.name}.created`, record: eventRecord(kind, row), payload });
}

const unaudited = new Set(['orgId', 'searchText']);

/** A row as the audit log keeps it. */
export function auditable(row: Values): Values {
  return Object.fromEntries(Object.entries(row).filter(([column]) => !unaudited.has(column)));
}

/** What an event says of the record it is about. */
export function eventRecord(kind: Pick<RecordKind, 'name'>, row: RecordRow) {
  const { id, version, scopeId, scopePath, ownerId } = row;
  return { kind: kind.name, id, version, scopeId, scopePath, ownerId };
}
