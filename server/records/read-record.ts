import { notFound, Problem, type ProblemData } from '#domain/problems.ts';
import type { Call } from '#platform/access/call.ts';
import { may } from '#platform/access/can.ts';
import { capabilityOf, columnsOf, type RecordKind, type RecordRow, tablesOf } from './kind.ts';

/** The record, or a refusal that it does not exist: also when it lies outside what the actor may see. */
export async function getRecord(call: Call, kind: RecordKind, id: string): Promise<RecordRow> {
  return visible(call, kind, await rowWith(call, kind, id).select(columnsOf(kind)).executeTakeFirst());
}

/** The record, or null where it is absent or out of the actor's sight. */
export async function findRecord(call: Call, kind: RecordKind, id: string): Promise<RecordRow | null> {
  const row = await rowWith(call, kind, id).select(columnsOf(kind)).executeTakeFirst();
  return row && may(call, capabilityOf(kind, 'view'), row as RecordRow) ? (row as RecordRow) : null;
}

/** As `findRecord`, and keeps the record from being archived until the end of the transaction, which links to it. */
export async function findToLink(call: Call, kind: RecordKind, id: string): Promise<RecordRow | null> {
  const row = await rowWith(call, kind, id).select(columnsOf(kind)).forKeyShare().executeTakeFirst();
  return row && may(call, capabilityOf(kind, 'view'), row as RecordRow) ? (row as RecordRow) : null;
}

/** As `getRecord`, with every column, and holds the row until the end of the transaction: every change starts here. */
export async function lockRecord(call: Call, kind: RecordKind, id: string): Promise<RecordRow> {
  return visible(call, kind, await rowWith(call, kind, id).selectAll().forNoKeyUpdate().executeTakeFirst());
}

/**
 * As `lockRecord`, and waits for whoever is linking to the record, so that a look for what depends on it afterwards
 * misses nothing.
 */
export async function lockAgainstUse(call: Call, kind: RecordKind, id: string): Promise<RecordRow> {
  return visible(call, kind, await rowWith(call, kind, id).selectAll().forUpdate().executeTakeFirst());
}

/** Refuses a write that was based on another version than the record has now. */
export function requireVersion(row: { version: number }, ifMatch: number | null): void {
  if (ifMatch === null || ifMatch === row.version) return;
  throw new Problem('stale_version', {
    detail: 'The record was changed in the meantime.',
    version: row.version,
  });
}

/** Refuses with `not_editable` when a kind has a reason. */
export function requireState(reason: ProblemData | null | undefined): void {
  if (reason) throw new Problem('not_editable', reason);
}

export function requireActive(row: { archivedAt: string | null }): void {
  if (row.archivedAt !== null)
    throw new Problem('archived', { detail: 'The record is archived; restore it first.' });
}

function rowWith(call: Call, kind: RecordKind, id: string) {
  return tablesOf(call).selectFrom(kind.table).where('orgId', '=', call.orgId).where('id', '=', id);
}

function visible(call: Call, kind: RecordKind, row: unknown): RecordRow {
  const record = row as RecordRow | undefined;
  if (!record || !may(call, capabilityOf(kind, 'view'), record)) throw notFound(kind.name);
  return record;
}
