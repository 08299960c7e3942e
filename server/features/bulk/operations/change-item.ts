import { sql } from 'kysely';
import type { BulkAction, BulkItemStatus } from '#domain/bulk.ts';
import { isProblem } from '#domain/problems.ts';
import type { Call } from '#platform/access/call.ts';
import { archiveRecord, restoreRecord } from '#records/archive-record.ts';
import { fieldsFrom } from '#records/columns.ts';
import type { RecordKind, RecordRow, Values } from '#records/kind.ts';
import { patchRecord } from '#records/patch-record.ts';
import { lockRecord, requireVersion } from '#records/read-record.ts';
import { nodeScopes } from '#records/scope.ts';
import type { WaitingItem } from '../queries.ts';

export type Change = { id: string; kind: RecordKind; action: BulkAction; given: Values };

type Outcome = {
  status: BulkItemStatus;
  title: string | null;
  before?: Values;
  version?: number;
  problem?: { code: string; detail: string; errors?: unknown };
};

/** What a record has now in the fields that a change names, as a PATCH would take it back. */
async function valuesBefore(call: Call, kind: RecordKind, row: RecordRow, given: Values): Promise<Values> {
  const fields: Values = fieldsFrom(kind, row);
  const before: Values = {};
  for (const name of Object.keys(given)) {
    if (name === 'ownerId') before.ownerId = row.ownerId;
    else if (name === 'scope') before.scope = (await nodeScopes(call)).get(row.scopeId);
    else if (name === 'custom') before.custom = customBefore(row.custom, given.custom);
    else before[name] = fields[name] ?? (kind.fields[name]?.type === 'tags' ? [] : null);
  }
  return before;
}

function customBefore(held: unknown, given: unknown): Values {
  const values = (held ?? {}) as Values;
  return Object.fromEntries(Object.keys((given ?? {}) as Values).map((key) => [key, values[key] ?? null]));
}

/** Tags are added to and taken from what each record has. */
function valuesFor(action: BulkAction, given: Values, row: RecordRow): Values {
  if (action !== 'tag' && action !== 'untag') return given;
  const named = given.tags as string[];
  const held = (row.tags ?? []) as string[];
  const kept = held.filter((tag) => !named.includes(tag));
  return { tags: action === 'untag' ? kept : [...held, ...named.filter((tag) => !held.includes(tag))] };
}

async function change(call: Call, { kind, action, given }: Change, item: WaitingItem): Promise<Outcome> {
  const { recordId, ifVersion } = item;
  const current = await lockRecord(call, kind, recordId);
  const title = String(current[kind.titleColumn]);
  // Also where nothing would change: an undo must say that somebody was there since.
  requireVersion(current, ifVersion);
  let row: RecordRow;
  let before: Values = {};
  if (action === 'archive') row = await archiveRecord(call, kind, recordId, ifVersion);
  else if (action === 'restore') row = await restoreRecord(call, kind, recordId, ifVersion);
  else {
    const values = valuesFor(action, (item.given as Values | null) ?? given, current);
    before = await valuesBefore(call, kind, current, values);
    row = await patchRecord(call, kind, recordId, values, ifVersion);
  }
  const status = row.version === current.version ? 'unchanged' : 'changed';
  return { status, title, before, version: row.version };
}

/** The title of a record that refused, where the actor may see it at all. */
async function titleOf(call: Call, kind: RecordKind, id: string): Promise<string | null> {
  const row = await lockRecord(call, kind, id).catch(() => null);
  return row ? String(row[kind.titleColumn]) : null;
}

/**
 * Changes one record as a single write would, inside a savepoint: a refusal takes back what it had written so far, with
 * its events and audit entries, and is told as the record's outcome.
 */
export async function changeItem(call: Call, job: Change, item: WaitingItem): Promise<void> {
  const { audit, events, jobs } = call.pending;
  const marks = [audit.length, events.length, jobs.length] as const;
  await sql`savepoint bulk_item`.execute(call.database);
  let outcome: Outcome;
  try {
    outcome = await change(call, job, item);
    await sql`release savepoint bulk_item`.execute(call.database);
  } catch (error) {
    if (!isProblem(error)) throw error;
    await sql`rollback to savepoint bulk_item`.execute(call.database);
    [audit.length, events.length, jobs.length] = marks;
    const { detail = error.message, errors } = error.data;
    const title = await titleOf(call, job.kind, item.recordId);
    outcome = {
      status: 'refused',
      title,
      problem: { code: error.code, detail, ...(errors ? { errors } : {}) },
    };
  }
  await call.database
    .updateTable('bulkItem')
    .set({
      status: outcome.status,
      title: outcome.title,
      before: outcome.before ? JSON.stringify(outcome.before) : null,
      version: outcome.version ?? null,
      problem: outcome.problem ? JSON.stringify(outcome.problem) : null,
    })
    .where('orgId', '=', call.orgId)
    .where('changeId', '=', job.id)
    .where('recordId', '=', item.recordId)
    .execute();
}
