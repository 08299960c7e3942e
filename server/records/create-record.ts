import type { Capability } from '#domain/capabilities.ts';
import type { EventType } from '#domain/events.ts';
import { fieldProblem } from '#domain/field-errors.ts';
import { Problem } from '#domain/problems.ts';
import type { Scope } from '#domain/scope.ts';
import { announce, audit, type Call, instant } from '#platform/access/call.ts';
import { may, requireCapability } from '#platform/access/can.ts';
import { newId } from '#platform/database/id.ts';
import { columnsFrom } from './columns.ts';
import { customSearchText } from './custom-fields/read.ts';
import { customChange } from './custom-fields/write.ts';
import {
  type Composition,
  capabilityOf,
  type RecordKind,
  type RecordRow,
  tablesOf,
  type Values,
} from './kind.ts';
import { checkReferences } from './links.ts';
import { resolveScope } from './scope.ts';
import { searchable } from './search-text.ts';

export type CreateOptions = {
  /** Columns that only an operation may set: a status, a computed total, what it was made from. */
  columns?: Values;
  /** What to say in the event beside the record itself. */
  payload?: Record<string, unknown>;
  id?: string;
  /** The fact to announce instead of `<kind>.created`. */
  event?: EventType;
  /** The place of a record that the actor may act on, where this one belongs too, even if the node is archived by now. */
  at?: { scopeId: string; scopePath: string };
  /** Fields taken over from another record, where they were checked: they may be archived or out of sight by now. */
  inherited?: readonly string[];
};

/**
 * The owner of a new record: who is named, else the member who makes it. The system leaves it open, and so does a key, but
 * where the key reaches only its maker's own records.
 */
function ownerOf(call: Call, kind: RecordKind, given: Values, scopePath: string): string | null {
  if (given.ownerId !== undefined) return given.ownerId as string | null;
  if (call.actor.kind === 'member') return call.actor.memberId;
  const open = may(call, capabilityOf(kind, 'create'), { scopePath, ownerId: null });
  return call.actor.kind === 'api_key' && !open ? call.actor.memberId : null;
}

/** Refuses a write whose record would then lie, or be owned, where the actor does not hold the capability. */
export function requirePlace(
  call: Call,
  capability: Capability,
  place: { scopePath: string; ownerId: string | null },
): void {
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
  const { scopeId, scopePath } = options.at ?? (await resolveScope(call, given.scope as Scope | undefined));
  const ownerId = ownerOf(call, kind, given, scopePath);
  requirePlace(call, capabilityOf(kind, 'create'), { scopePath, ownerId });
  const at = instant(call);
  const base = { ...columnsFrom(kind, given, null), ...options.columns, scopeId, scopePath, ownerId };
  const derived = (await kind.prepare?.(call, base, { current: null, given })) ?? {};
  const prepared = { ...base, ...derived, scopePath };
  await checkReferences(call, kind, prepared, null, options.inherited);
  const composition = await kind.compose?.(call, prepared, { current: null, given });
  const merged = { ...prepared, ...composition?.columns };
  const custom = await customChange(call, kind, {
    given,
    current: null,
    scopePath,
    inherited: options.inherited?.includes('custom') === true,
  });
  const row = {
    ...merged,
    ...(custom ? { custom: custom.values } : {}),
    ...(await searchTextOf(call, kind, { ...merged, custom: custom?.values })),
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
    .executeTakeFirstOrThrow()
    .catch(namingTheField(kind))) as RecordRow;
  await composition?.write?.(inserted);
  await custom?.write(inserted);
  await kind.written?.(call, inserted, { current: null, given });
  leaveTraces(call, kind, inserted, options, composition);
  return inserted;
}

function leaveTraces(
  call: Call,
  kind: RecordKind,
  row: RecordRow,
  { event = `${kind.name}.created`, payload }: CreateOptions,
  composition: Composition | undefined,
): void {
  const { parts } = composition ?? {};
  audit(call, {
    action: event,
    recordKind: kind.name,
    recordId: row.id,
    scopePath: row.scopePath,
    after: { ...auditable(row), ...(parts ? { [parts.name]: parts.after } : {}) },
  });
  announce(call, { type: event, record: eventRecord(kind, row), payload });
}

/** The column by which the search finds a record that will have these columns. */
export async function searchTextOf(call: Call, kind: RecordKind, merged: Values): Promise<Values> {
  if (!kind.searchable) return {};
  const custom = await customSearchText(call, kind, merged.custom);
  return { searchText: searchable([...(kind.searchText?.(merged) ?? []), ...custom]) };
}

/** Turns the database's refusal of a value that must be unique into one that names the field. */
export function namingTheField(kind: RecordKind): (error: unknown) => never {
  return (error) => {
    const { code, constraint } = error as { code?: string; constraint?: string };
    const field = code === '23505' ? kind.uniques?.[constraint ?? ''] : undefined;
    if (field === undefined) throw error;
    throw alreadyExists(field);
  };
}

/** A value of this field belongs to another record. */
export function alreadyExists(field: string): Problem {
  return new Problem('already_exists', {
    detail: `Another record has this ${field} already.`,
    errors: [fieldProblem(field, 'already_exists')],
  });
}

const unaudited = new Set(['orgId', 'searchText', 'matchName', 'emailDomain', 'taxKey', 'mergedIntoId']);

/** A row as the audit log keeps it. */
export function auditable(row: Values): Values {
  return Object.fromEntries(Object.entries(row).filter(([column]) => !unaudited.has(column)));
}

/** What an event says of the record it is about. */
export function eventRecord(kind: Pick<RecordKind, 'name'>, row: RecordRow) {
  const { id, version, scopeId, scopePath, ownerId } = row;
  return { kind: kind.name, id, version, scopeId, scopePath, ownerId };
}
