import { type SqlBool, sql } from 'kysely';
import type { Call } from '#platform/access/call.ts';
import { holds, reachCondition } from '#platform/access/can.ts';
import { allKinds, capabilityOf, type RecordKind, tablesOf } from '../kind.ts';
import { searchable, searchPatterns, wordsOf } from '../search-text.ts';
import { otherReadings } from './correct.ts';
import { type Hit, hitFrom } from './hit.ts';

export type Found = {
  items: Hit[];
  /** What was looked for instead, because what was typed is found nowhere. */
  readAs: string | null;
};

const candidates = 50;

/** How well a title answers what was typed: whole, from its beginning, from the beginning of a word, anywhere. */
function rank(hit: Hit, typed: string): number {
  const title = searchable([hit.title]);
  if (title === ` ${typed}`) return 0;
  if (title.startsWith(` ${typed}`)) return 1;
  return title.includes(` ${typed}`) ? 2 : 3;
}

async function hitsOf(call: Call, kind: RecordKind, query: string, limit: number): Promise<Hit[]> {
  const patterns = searchPatterns(query);
  const ids = sql`select found.id from search_ids(${kind.name}, ${patterns}::text[], ${candidates}) as found`;
  const reach = reachCondition(call, capabilityOf(kind, 'view'), kind.table);
  const subtitle = kind.subtitleColumn ?? kind.titleColumn;
  let found = tablesOf(call)
    .selectFrom(kind.table)
    .select([`${kind.table}.id`, `${kind.titleColumn} as title`, `${subtitle} as subtitle`])
    .where('orgId', '=', call.orgId)
    .where(sql<SqlBool>`${sql.ref(`${kind.table}.id`)} in (${ids})`)
    .orderBy('createdAt', 'desc')
    .limit(candidates);
  if (reach) found = found.where(reach);
  const rows = await found.execute();
  const typed = wordsOf(query).join(' ');
  // Sorting is stable: among equals the newest stays first.
  return rows
    .map((row) => hitFrom(kind, row))
    .sort((a, b) => rank(a, typed) - rank(b, typed))
    .slice(0, limit);
}

async function hitsOfAll(call: Call, query: string, limit: number): Promise<Hit[]> {
  const kinds = allKinds().filter((kind) => kind.searchable && holds(call, capabilityOf(kind, 'view')));
  return (await Promise.all(kinds.map((kind) => hitsOf(call, kind, query, limit)))).flat();
}

/**
 * The best matches of each kind that the actor may see: what the command palette shows while one types. Where nothing
 * matches, words that are a typing error away are tried, the likeliest first.
 */
export async function searchRecords(call: Call, query: string, limit: number): Promise<Found> {
  if (searchPatterns(query).length === 0) return { items: [], readAs: null };
  const items = await hitsOfAll(call, query, limit);
  if (items.length > 0) return { items, readAs: null };
  for (const reading of await otherReadings(call, query)) {
    const others = await hitsOfAll(call, reading, limit);
    if (others.length > 0) return { items: others, readAs: reading };
  }
  return { items: [], readAs: null };
}
