import { sql } from 'kysely';
import type { Call } from '#platform/access/call.ts';
import type { RecordKind } from './kind.ts';
import { searchPatterns } from './search-text.ts';

/** How many matches a search hands to the list around it; the newest ones when there are more. */
export const mostSearched = 1000;

/** Ids as the text of an array, which goes back to the database as it came. `cut`: there may be more. */
export type Found = { ids: string; cut: boolean };

// A list and its total, or the columns of a board, are about the same matches: they are looked for once.
const foundInCall = new WeakMap<Call, Map<string, Promise<Found>>>();

/** What a search finds among the live records behind the transaction's wall; null when there is no word to look for. */
export function foundIds(call: Call, kind: RecordKind, q: string | undefined): Promise<Found> | null {
  const patterns = q === undefined ? [] : searchPatterns(q);
  return patterns.length === 0 ? null : foundByPatterns(call, kind, patterns);
}

/** The live records whose search text is LIKE all of up to three patterns. */
export function foundByPatterns(call: Call, kind: RecordKind, patterns: string[]): Promise<Found> {
  const known = foundInCall.get(call) ?? new Map<string, Promise<Found>>();
  foundInCall.set(call, known);
  const key = JSON.stringify([kind.name, patterns]);
  const found = known.get(key) ?? readIds(call, kind, patterns);
  known.set(key, found);
  return found;
}

async function readIds(call: Call, kind: RecordKind, patterns: string[]): Promise<Found> {
  const { rows } = await sql<{ ids: string; count: bigint }>`
    select coalesce(array_agg(found.id), '{}')::text as ids, count(*) as count
    from search_ids(${kind.name}, ${patterns}::text[], ${mostSearched}) as found`.execute(call.database);
  const [row] = rows;
  return { ids: row?.ids ?? '{}', cut: Number(row?.count ?? 0) >= mostSearched };
}
