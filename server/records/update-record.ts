import type { EventType } from '#domain/events.ts';
import type { Scope } from '#domain/scope.ts';
import { announce, audit, type Call, instant } from '#platform/access/call.ts';
import { requireOn } from '#platform/access/can.ts';
import { canonicalJson } from '#platform/audit/chain.ts';
import { moveAttached } from './attached.ts';
import { columnsFrom, withoutPadding } from './columns.ts';
import { auditable, eventRecord, namingTheField, requirePlace, searchTextOf } from './create-record.ts';
import { customChange } from './custom-fields/write.ts';
import { capabilityOf, columnOf, type RecordKind, type RecordRow, tablesOf, type Values } from './kind.ts';
import { checkReferences, refuseStranding } from './links.ts';
import { lockAgainstUse, lockRecord, requireActive, requireState, requireVersion } from './read-record.ts';
import { resolveScope } from './scope.ts';

function same(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if ((a ?? null) === null || (b ?? null) === null) return (a ?? null) === (b ?? null);
  if (typeof a === 'object' || typeof b === 'object') return canonicalJson(a) === canonicalJson(b);
  return false;
}

function decimalColumns(kind: RecordKind): Set<string> {
  return new Set(
    Object.entries(kind.fields).flatMap(([name, field]) =>
      field.type === 'decimal' ? [columnOf(name, field)] : [],
    ),
  );
}

/** The columns whose value differs, with the old and the new value. */
function differences(kind: RecordKind, current: RecordRow, next: Values): { before: Values; after: Values } {
  const before: Values = {};
  const after: Values = {};
  const decimals = decimalColumns(kind);
  const plain = (column: string, value: unknown) =>
    decimals.has(column) && typeof value === 'string' ? withoutPadding(value) : value;
  for (const [column, value] of Object.entries(next)) {
    if (column === 'searchText' || same(plain(column, current[column]), plain(column, value))) continue;
    before[column] = current[column];
    after[column] = value;
  }
  return { before, after };
}

async function placeOf(call: Call, kind: RecordKind, current: RecordRow, given: Values): Promise<Values> {
  const ownerId = given.ownerId === undefined ? current.ownerId : (given.ownerId as string | null);
  const { scopeId, scopePath } =
    given.scope === undefined ? current : await resolveScope(call, given.scope as Scope);
  const moves = scopePath !== current.scopePath;
  // Whoever reaches only their own records gives none away: a colleague who reaches both does.
  if (moves || ownerId !== current.ownerId)
    requirePlace(call, capabilityOf(kind, 'edit'), { scopePath, ownerId });
  if (moves) await refuseStranding(call, kind, current, scopePath);
  return { ownerId, scopeId, scopePath };
}

export function viewOf(kind: RecordKind) {
  return { name: kind.name, view: capabilityOf(kind, 'view') };
}

/**
 * Changes a record by the fields that a client named: locks it, re-checks right, version and state, then writes what
 * differs. A patch that changes nothing writes nothing and keeps the version.
 */
export async function updateRecord(
  call: Call,
  kind: RecordKind,
  id: string,
  given: Values,
  ifMatch: number | null,
): Promise<RecordRow> {
  // Whoever links to the record meanwhile saw it in its old place: a move waits for them, and they for it.
  const moves = given.scope !== undefined;
  const current = await (moves ? lockAgainstUse : lockRecord)(call, kind, id);
  requireOn(call, capabilityOf(kind, 'edit'), current, viewOf(kind));
  requireVersion(current, ifMatch);
  requireActive(current);
  requireState(kind.whyNotEditable?.(current));
  const changes = { ...columnsFrom(kind, given, current), ...(await placeOf(call, kind, current, given)) };
  const merged = { ...current, ...changes };
  const derived = (await kind.prepare?.(call, merged, { current, given })) ?? {};
  const prepared = { ...merged, ...derived };
  await checkReferences(call, kind, prepared as Values & { scopePath: string }, current);
  const composition = await kind.compose?.(call, prepared, { current, given });
  const next = { ...changes, ...derived, ...composition?.columns };
  const { before, after } = differences(kind, current, next);
  const { parts } = composition ?? {};
  const custom = await customChange(call, kind, {
    given,
    current,
    scopePath: prepared.scopePath as string,
    inherited: false,
  });
  if (Object.keys(after).length === 0 && !parts && !custom) return current;
  const column = custom ? { custom: custom.values } : {};
  const searchText = await searchTextOf(call, kind, { ...current, ...next, ...column });
  const row = await writeChange(
    call,
    kind,
    current,
    { ...after, ...column, ...searchText },
    {
      before: { ...before, ...custom?.before, ...(parts ? { [parts.name]: parts.before } : {}) },
      after: { ...after, ...custom?.after, ...(parts ? { [parts.name]: parts.after } : {}) },
    },
  );
  await composition?.write?.(row);
  await custom?.write(row);
  if (row.scopePath !== current.scopePath) await moveAttached(call, row);
  await kind.written?.(call, row, { current, given });
  return row;
}

/**
 * Writes columns of a row that the caller holds locked, with the next version, its audit entry and its event. For
 * operations that change what no client may type, such as a status.
 */
export async function writeChange(
  call: Call,
  kind: RecordKind,
  current: RecordRow,
  columns: Values,
  traces: {
    before?: Values;
    after?: Values;
    action?: string;
    event?: EventType;
    payload?: Record<string, unknown>;
  } = {},
): Promise<RecordRow> {
  const row = (await tablesOf(call)
    .updateTable(kind.table)
    .set({
      ...columns,
      version: current.version + 1,
      updatedAt: instant(call),
      updatedBy: call.actor.memberId,
    })
    .where('orgId', '=', call.orgId)
    .where('id', '=', current.id)
    .returningAll()
    .executeTakeFirstOrThrow()
    .catch(namingTheField(kind))) as RecordRow;
  const after = auditable(traces.after ?? columns);
  const before =
    traces.before ?? Object.fromEntries(Object.keys(after).map((column) => [column, current[column]]));
  const event: EventType = traces.event ?? `${kind.name}.updated`;
  audit(call, {
    action: traces.action ?? event,
    recordKind: kind.name,
    recordId: row.id,
    scopePath: row.scopePath,
    before,
    after,
  });
  announce(call, {
    type: event,
    record: eventRecord(kind, row),
    payload: { changed: Object.keys(after), ...traces.payload },
  });
  return row;
}
