import { sql } from 'kysely';
import { z } from 'zod';
import type { Call } from '#platform/access/call.ts';
import { may, reachCondition } from '#platform/access/can.ts';
import { capabilityOf, columnsOf, type RecordKind, type RecordRow, tablesOf } from './kind.ts';
import { searchable, searchPatterns } from './search-text.ts';

/** A value that two records of the same customer would share, and the column that has it. */
export type MatchKey = { reason: string; column: string; value: string | null | undefined };

export type Match = { row: RecordRow; reasons: string[] };

const mostPerKey = 20;
const mostSimilar = 50;
const alikeFrom = 0.45;

/**
 * Records that may be the same customer: equal in one of the keys, or with a similar name (share of common trigrams). Those
 * with more reasons come first. Only what the actor may see, so nothing is disclosed.
 */
export async function findMatches(
  call: Call,
  kind: RecordKind,
  keys: readonly MatchKey[],
  name: string | null,
  exceptId: string | null,
): Promise<Match[]> {
  const found = new Map<string, Match>();
  const add = (row: RecordRow, reason: string) => {
    if (row.id === exceptId || !may(call, capabilityOf(kind, 'view'), row)) return;
    const match = found.get(row.id) ?? { row, reasons: [] };
    if (!match.reasons.includes(reason)) match.reasons.push(reason);
    found.set(row.id, match);
  };
  for (const { reason, column, value } of keys) {
    if (!value) continue;
    for (const row of await equal(call, kind, column, value)) add(row, reason);
  }
  if (name) for (const row of await similar(call, kind, name)) add(row, 'name');
  return [...found.values()].sort((a, b) => b.reasons.length - a.reasons.length).slice(0, mostPerKey);
}

async function equal(call: Call, kind: RecordKind, column: string, value: string): Promise<RecordRow[]> {
  const reach = reachCondition(call, capabilityOf(kind, 'view'), kind.table);
  let query = tablesOf(call)
    .selectFrom(kind.table)
    .select(columnsOf(kind))
    .where('orgId', '=', call.orgId)
    .where(column, '=', value)
    .where('archivedAt', 'is', null)
    .limit(mostPerKey);
  if (reach) query = query.where(reach);
  return (await query.execute()) as RecordRow[];
}

async function similar(call: Call, kind: RecordKind, name: string): Promise<RecordRow[]> {
  const longest = searchPatterns(name).slice(0, 1);
  if (longest.length === 0) return [];
  const rows = await tablesOf(call)
    .selectFrom(kind.table)
    .select(columnsOf(kind))
    .where('orgId', '=', call.orgId)
    .where('archivedAt', 'is', null)
    .where(
      sql<boolean>`${sql.ref(`${kind.table}.id`)} in (select found.id from search_ids(${kind.table}, ${longest}::text[], ${mostSimilar}) as found)`,
    )
    .execute();
  const wanted = trigrams(name);
  return (rows as RecordRow[]).filter(
    (row) => alike(wanted, trigrams(String(row[kind.titleColumn]))) >= alikeFrom,
  );
}

function trigrams(text: string): Set<string> {
  const set = new Set<string>();
  for (const word of searchable([text]).trim().split(' ')) {
    const padded = `  ${word} `;
    for (let at = 0; at + 3 <= padded.length; at += 1) set.add(padded.slice(at, at + 3));
  }
  return set;
}

/** Jaccard's index of two sets of trigrams, as pg_trgm's similarity() has it: 0 to 1. */
function alike(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  let common = 0;
  for (const trigram of a) if (b.has(trigram)) common += 1;
  return a.size + b.size === 0 ? 0 : common / (a.size + b.size - common);
}

/** How matches go over the wire. */
export function presentMatches(kind: RecordKind, matches: readonly Match[]) {
  return matches.map(({ row, reasons }) => ({
    id: row.id,
    name: String(row[kind.titleColumn]),
    email: row.email ?? null,
    phone: row.phone ?? null,
    ownerId: row.ownerId,
    reasons,
  }));
}

/** The wire shape of matches, for the documentation. */
export const matchesAnswer = z.array(
  z.object({
    id: z.uuid(),
    name: z.string(),
    email: z.string().nullable(),
    phone: z.string().nullable(),
    ownerId: z.uuid().nullable(),
    reasons: z.array(z.string()),
  }),
);
