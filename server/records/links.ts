import { type SqlBool, sql } from 'kysely';
import type { RecordKindName } from '#domain/events.ts';
import { fieldProblem } from '#domain/field-errors.ts';
import { type FieldProblem, invalidFields, Problem } from '#domain/problems.ts';
import { onOneLine } from '#domain/scope.ts';
import type { Call } from '#platform/access/call.ts';
import { may } from '#platform/access/can.ts';
import { customFieldsOf } from './custom-fields/definitions.ts';
import { strandedByCustomLink } from './custom-fields/links.ts';
import { customLinks } from './custom-fields/read.ts';
import {
  allKinds,
  capabilityOf,
  columnOf,
  kindNamed,
  linksOf,
  type RecordKind,
  type RecordRow,
  tablesOf,
  type Values,
} from './kind.ts';
import { checkOption } from './options.ts';
import { findToLink } from './read-record.ts';

function linkProblem(path: string, row: RecordRow | null, scopePath: string): FieldProblem | null {
  if (!row) return fieldProblem(path, 'not_found');
  if (row.archivedAt !== null) return fieldProblem(path, 'inactive');
  // Siblings never bind: one of the two scopes must contain the other.
  return onOneLine(row.scopePath, scopePath) ? null : fieldProblem(path, 'other_scope');
}

/** The record that `path` names, when a record at `scopePath` may be linked to it; refused by that field otherwise. */
export async function requireLinkable(
  call: Call,
  kind: RecordKind,
  id: string,
  path: string,
  scopePath: string,
): Promise<RecordRow> {
  const row = await findToLink(call, kind, id);
  const problem = linkProblem(path, row, scopePath);
  if (problem || !row) throw invalidFields([problem ?? fieldProblem(path, 'not_found')]);
  return row;
}

async function termProblem(call: Call, path: string, id: string): Promise<FieldProblem | null> {
  const term = await call.database
    .selectFrom('paymentTerm')
    .select('active')
    .where('orgId', '=', call.orgId)
    .where('id', '=', id)
    .executeTakeFirst();
  if (!term) return fieldProblem(path, 'not_found');
  return term.active ? null : fieldProblem(path, 'inactive');
}

/** What was taken over from another record may be archived or out of sight by now; siblings do not bind even so. */
const isBornWith = (problem: FieldProblem) => problem.code === 'not_found' || problem.code === 'inactive';

/**
 * Checks the links, options and owner that a write names: each linked record must be of this company, visible to the
 * actor, and on one line of the hierarchy with the record. When the scope changes, every link is checked again.
 * `inherited` fields were checked where they come from.
 */
export async function checkReferences(
  call: Call,
  kind: RecordKind,
  merged: Values & { scopePath: string },
  current: RecordRow | null,
  inherited: readonly string[] = [],
): Promise<void> {
  const moved = current !== null && current.scopePath !== merged.scopePath;
  const problems: FieldProblem[] = [];
  for (const [name, field] of Object.entries(kind.fields)) {
    const column = columnOf(name, field);
    const value = merged[column];
    const changed = current === null || current[column] !== value;
    if (value === null || value === undefined || (!changed && !moved)) continue;
    if (field.type === 'link') {
      const problem = linkProblem(
        name,
        await findToLink(call, kindNamed(field.to), value as string),
        merged.scopePath,
      );
      if (problem && !(inherited.includes(name) && isBornWith(problem))) problems.push(problem);
    } else if (field.type === 'reference' && field.to === 'paymentTerm' && changed) {
      const problem = await termProblem(call, name, value as string);
      if (problem && !inherited.includes(name)) problems.push(problem);
    } else if (field.type === 'option' && changed) {
      const problem = await checkOption(call, field.list, value as string, name);
      if (problem) problems.push(problem);
    }
  }
  const ownerId = merged.ownerId as string | null;
  const newOwner = ownerId !== null && ownerId !== current?.ownerId && !inherited.includes('ownerId');
  if (newOwner && !(await isActiveMember(call, ownerId))) {
    problems.push(fieldProblem('ownerId', 'not_found'));
  }
  if (problems.length > 0) throw invalidFields(problems);
}

/**
 * Refuses to move a record away from live ones that link to it: siblings do not bind, whichever of the two moves. Links
 * can only come from the old place's own line, so whoever may move the record sees all that would be left behind.
 */
export async function refuseStranding(
  call: Call,
  kind: RecordKind,
  { id }: RecordRow,
  scopePath: string,
): Promise<void> {
  for (const other of allKinds()) {
    for (const [name, field] of Object.entries(other.fields)) {
      if (field.type !== 'link' || field.to !== kind.name) continue;
      const left = await tablesOf(call)
        .selectFrom(other.table)
        .select('id')
        .where('orgId', '=', call.orgId)
        .where(columnOf(name, field), '=', id)
        .where('archivedAt', 'is', null)
        .where(
          sql<SqlBool>`not starts_with(scope_path, ${scopePath}) and not starts_with(${scopePath}, scope_path)`,
        )
        .limit(1)
        .executeTakeFirst();
      if (left) throw stranding(kind, other.name);
    }
  }
  const custom = await strandedByCustomLink(call, kind.name, id, scopePath);
  if (custom) throw stranding(kind, custom);
}

function stranding(kind: RecordKind, dependent: RecordKindName): Problem {
  return new Problem('has_dependents', {
    detail: `The ${kind.name} is linked from at least one ${dependent} that could not stay linked; move that first.`,
    dependent,
  });
}

async function isActiveMember(call: Call, id: string): Promise<boolean> {
  if (id === call.actor.memberId) return true;
  const member = await call.database
    .selectFrom('member')
    .select('id')
    .where('orgId', '=', call.orgId)
    .where('id', '=', id)
    .where('status', '=', 'active')
    .executeTakeFirst();
  return member !== undefined;
}

type Names = readonly (readonly [id: string, name: string])[];

async function titlesOf(call: Call, kind: RecordKind, ids: string[]): Promise<Names> {
  const rows = await tablesOf(call)
    .selectFrom(kind.table)
    .select(['id', 'scopePath', 'ownerId', `${kind.titleColumn} as title`])
    .where('orgId', '=', call.orgId)
    .where(sql<boolean>`id = any (${ids}::uuid[])`)
    .execute();
  const view = capabilityOf(kind, 'view');
  return rows
    .filter((row) => may(call, view, row as never))
    .map((row) => [row.id as string, String(row.title)]);
}

async function memberNames(call: Call, ids: string[]): Promise<Names> {
  const rows = await call.database
    .selectFrom('member')
    .select(['id', 'name'])
    .where('orgId', '=', call.orgId)
    .where(sql<boolean>`id = any (${ids}::uuid[])`)
    .execute();
  return rows.map(({ id, name }) => [id, name]);
}

/**
 * Names of everything that the rows link to and the actor may see: id → name. One query for each kind of target, all
 * sent together.
 */
export async function namesFor(
  call: Call,
  kind: RecordKind,
  rows: readonly RecordRow[],
): Promise<Map<string, string>> {
  const wanted = new Map<RecordKindName, Set<string>>();
  const members = new Set<string>();
  const want = (to: RecordKindName, id: string) => {
    const ids = wanted.get(to);
    if (ids) ids.add(id);
    else wanted.set(to, new Set([id]));
  };
  const custom = await customFieldsOf(call, kind.name);
  for (const row of rows) {
    if (row.ownerId) members.add(row.ownerId);
    if (row.createdBy) members.add(row.createdBy);
    for (const { column, to } of linksOf(kind)) {
      const id = row[column];
      if (typeof id === 'string') want(to, id);
    }
    for (const { to, id } of customLinks(custom, row)) {
      if (to === 'member') members.add(id);
      else want(to, id);
    }
  }
  const found = await Promise.all([
    members.size > 0 ? memberNames(call, [...members]) : [],
    ...[...wanted].map(([to, ids]) => titlesOf(call, kindNamed(to), [...ids])),
  ]);
  return new Map(found.flat());
}
