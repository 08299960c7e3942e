import { type SqlBool, sql } from 'kysely';
import type { RecordKindName } from '#domain/events.ts';
import { Problem } from '#domain/problems.ts';
import { onOneLine } from '#domain/scope.ts';
import type { Call } from '#platform/access/call.ts';
import {
  allKinds,
  kindNamed,
  linksOf,
  type RecordKind,
  type RecordRow,
  tablesOf,
  type Values,
} from '#records/kind.ts';
import { putBack, rewrite } from './rewrite.ts';
import { snakeCase } from './snake-case.ts';

/** One record whose link was moved: the version it got, and what stood there before. */
export type Moved = { kind: RecordKindName; id: string; version: number; before: Values };

type Referrer = { kind: RecordKind; row: RecordRow; columns: Values; custom: Values };

/** The rows of one kind that lead to a record by one column, held until the end of the transaction. */
async function rowsLinking(call: Call, kind: RecordKind, column: string, id: string): Promise<RecordRow[]> {
  const rows = await tablesOf(call)
    .selectFrom(kind.table)
    .selectAll()
    .where('orgId', '=', call.orgId)
    .where(column, '=', id)
    .orderBy('id')
    .forNoKeyUpdate()
    .execute();
  const { rows: counted } = await sql<{ count: bigint }>`
    select count_links(${snakeCase(kind.table)}, ${snakeCase(column)}, ${id}::uuid) as count`.execute(
    call.database,
  );
  if (Number(counted[0]!.count) !== rows.length) {
    throw new Problem('has_dependents', {
      detail: `Something that lies outside your place in the hierarchy is linked to this record. Ask somebody with a wider place to merge it.`,
      dependent: kind.name,
    });
  }
  return rows as RecordRow[];
}

/** The records that name another in a field that the company added. */
async function customReferrers(call: Call, to: RecordKindName, id: string) {
  return call.database
    .selectFrom('customValue')
    .innerJoin('customField', (join) =>
      join
        .onRef('customField.orgId', '=', 'customValue.orgId')
        .onRef('customField.id', '=', 'customValue.fieldId'),
    )
    .select(['customValue.recordId', 'customField.key', 'customField.kind'])
    .where('customValue.orgId', '=', call.orgId)
    .where('customField.orgId', '=', call.orgId)
    .where('customField.type', '=', 'link')
    .where(sql<SqlBool>`custom_field.link_to = ${to}`)
    .where('customValue.uuidValue', '=', id)
    .execute();
}

async function lockedRow(call: Call, kind: RecordKind, id: string): Promise<RecordRow | undefined> {
  const row = await tablesOf(call)
    .selectFrom(kind.table)
    .selectAll()
    .where('orgId', '=', call.orgId)
    .where('id', '=', id)
    .forNoKeyUpdate()
    .executeTakeFirst();
  return row as RecordRow | undefined;
}

async function referrersOf(
  call: Call,
  kind: RecordKind,
  source: RecordRow,
  target: RecordRow,
): Promise<Referrer[]> {
  const found = new Map<string, Referrer>();
  const referrer = (of: RecordKind, row: RecordRow) => {
    const known = found.get(row.id) ?? { kind: of, row, columns: {}, custom: {} };
    found.set(row.id, known);
    return known;
  };
  for (const other of allKinds()) {
    for (const { column, to } of linksOf(other)) {
      if (to !== kind.name) continue;
      for (const row of await rowsLinking(call, other, column, source.id)) {
        // What the target itself says of the source was decided with its other fields.
        if (row.id !== target.id && row.id !== source.id) referrer(other, row).columns[column] = target.id;
      }
    }
  }
  for (const { recordId, key, kind: name } of await customReferrers(call, kind.name, source.id)) {
    const other = kindNamed(name as RecordKindName);
    const row = found.get(recordId)?.row ?? (await lockedRow(call, other, recordId));
    if (row && row.id !== target.id && row.id !== source.id) referrer(other, row).custom[key] = target.id;
  }
  return [...found.values()];
}

/** Of two first contacts that come to one account, that of the account which stays remains the first. */
async function stepBack(call: Call, account: RecordRow, referrers: readonly Referrer[]): Promise<void> {
  const first = await call.database
    .selectFrom('contact')
    .select('id')
    .where('orgId', '=', call.orgId)
    .where('accountId', '=', account.id)
    .where('isPrimary', '=', true)
    .where('archivedAt', 'is', null)
    .executeTakeFirst();
  if (!first) return;
  for (const { kind, row, columns } of referrers) {
    if (kind.name === 'contact' && 'accountId' in columns && row.isPrimary === true)
      columns.isPrimary = false;
  }
}

/**
 * Moves every link to the source, of every kind, to the target, archived records and issued documents included: only the
 * link changes, what a document says of its party stays frozen. Refused where a link would cross to a sibling, or where
 * the wall hides one: nothing may be left behind.
 */
export async function moveLinks(
  call: Call,
  kind: RecordKind,
  source: RecordRow,
  target: RecordRow,
): Promise<Moved[]> {
  const referrers = await referrersOf(call, kind, source, target);
  const stranded = referrers.find(({ row }) => !onOneLine(row.scopePath, target.scopePath));
  if (stranded) {
    throw new Problem('has_dependents', {
      detail: `At least one ${stranded.kind.name} of this ${kind.name} lies where it could not be linked to the other; move that first.`,
      dependent: stranded.kind.name,
    });
  }
  if (kind.name === 'account') await stepBack(call, target, referrers);
  const moved: Moved[] = [];
  for (const { kind: other, row, columns, custom } of referrers) {
    const { row: after, before } = await rewrite(call, other, row, { columns, custom });
    moved.push({ kind: other.name, id: row.id, version: after.version, before });
  }
  return moved;
}

/** Those of the moved records that are not as the merge left them. */
export async function changedSince(call: Call, moved: readonly Moved[]): Promise<Moved[]> {
  const changed: Moved[] = [];
  for (const one of moved) {
    const row = await lockedRow(call, kindNamed(one.kind), one.id);
    if (row?.version !== one.version) changed.push(one);
  }
  return changed;
}

/** Leads every moved link back to where it was. */
export async function moveBack(call: Call, moved: readonly Moved[]): Promise<void> {
  for (const { kind: name, id, before } of moved) {
    const kind = kindNamed(name);
    const row = await lockedRow(call, kind, id);
    if (row) await rewrite(call, kind, row, putBack(before));
  }
}
