import { fieldProblem } from '#domain/field-errors.ts';
import { invalidFields } from '#domain/problems.ts';
import type { Call } from '#platform/access/call.ts';
import { allKinds, type RecordKind, type RecordRow, tablesOf } from './kind.ts';
import { findRecord, findToLink, getRecord } from './read-record.ts';

/** A record that something is kept at: a note, a task, a file. */
export type AttachedRef = { recordKind: string; recordId: string };

function kindOf(recordKind: string): RecordKind {
  const kind = allKinds().find(({ name }) => name === recordKind);
  if (!kind) throw invalidFields([fieldProblem('recordKind', 'not_allowed')]);
  return kind;
}

/**
 * The record that something is to be attached to, kept from being archived meanwhile. What is attached carries the
 * record's scope, so that the same wall stands around both. Throws 422 `recordId: not_found` where the actor cannot see it.
 */
export async function recordToAttachTo(
  call: Call,
  { recordKind, recordId }: AttachedRef,
): Promise<{ kind: RecordKind; row: RecordRow }> {
  const kind = kindOf(recordKind);
  const row = await findToLink(call, kind, recordId);
  if (!row) throw invalidFields([fieldProblem('recordId', 'not_found')]);
  return { kind, row };
}

/** The record whose attached things are asked for; 404 where the actor cannot see it. */
export async function attachedRecord(
  call: Call,
  { recordKind, recordId }: AttachedRef,
): Promise<{ kind: RecordKind; row: RecordRow }> {
  const kind = kindOf(recordKind);
  return { kind, row: await getRecord(call, kind, recordId) };
}

/** Whether the actor sees the record that something is attached to: then they see the thing too. */
export async function seesAttached(call: Call, { recordKind, recordId }: AttachedRef): Promise<boolean> {
  return (await findRecord(call, kindOf(recordKind), recordId)) !== null;
}

const tables = new Map<string, string>();

/**
 * Declares a table whose rows carry the scope of the record in `column`, which needs an index (org_id, column, …): when
 * that record moves in the hierarchy, they move along.
 */
export function attachedTable(table: string, column = 'recordId'): void {
  tables.set(table, column);
}

attachedTable('leadStatusChange');
attachedTable('opportunityStatusChange');
attachedTable('quoteStatusChange');
attachedTable('consentEntry');

/** How many things are kept at a record, in whatever table: none is added without the number growing. */
export async function countAttached(call: Call, recordId: string): Promise<number> {
  let counted = 0;
  for (const [table, column] of tables) {
    const { count } = await tablesOf(call)
      .selectFrom(table)
      .select(({ fn }) => fn.countAll<bigint>().as('count'))
      .where('orgId', '=', call.orgId)
      .where(column, '=', recordId)
      .executeTakeFirstOrThrow();
    counted += Number(count);
  }
  return counted;
}

/** Moves everything attached to a record to the record's new place. */
export async function moveAttached(call: Call, row: RecordRow): Promise<void> {
  const { scopeId, scopePath } = row;
  for (const [table, column] of tables) {
    await tablesOf(call)
      .updateTable(table)
      .set({ scopeId, scopePath })
      .where('orgId', '=', call.orgId)
      .where(column, '=', row.id)
      .execute();
  }
}
