import { type Expression, type SqlBool, sql } from 'kysely';
import type { Call } from '#platform/access/call.ts';
import { foundByPatterns } from './found-ids.ts';
import type { RecordKind, Values } from './kind.ts';
import { wordsOf } from './search-text.ts';

const searchedByKind = new WeakMap<RecordKind, ReadonlySet<unknown>>();

/** The columns that go whole into the search text: those that come out of it as they went in. */
function searchedColumns(kind: RecordKind): ReadonlySet<unknown> {
  let columns = searchedByKind.get(kind);
  if (!columns) {
    const names = new Proxy<Values>({}, { get: (_, name) => name });
    columns = new Set(kind.searchable ? kind.searchText?.(names) : []);
    searchedByKind.set(kind, columns);
  }
  return columns;
}

// The small letter of sigma depends on what follows it. A long text may not be whole in the search text.
const foldsWithItsPlace = /[σςΣ]/;
const longColumns: readonly string[] = ['description'];

/**
 * Patterns that the search text of a record matches whenever this column of it contains the text, whatever its case; empty
 * where that is not sure.
 */
export function patternsOfText(kind: RecordKind, column: string, text: string): string[] {
  if (foldsWithItsPlace.test(text) || longColumns.includes(column)) return [];
  if (!searchedColumns(kind).has(column)) return [];
  const words = wordsOf(text).filter((word) => word.length >= 3);
  return words
    .sort((a, b) => b.length - a.length)
    .slice(0, 3)
    .map((word) => `%${word.replace(/[\\%_]/g, '\\$&')}%`);
}

/**
 * What the trigram index of the search can add to a comparison of text in live records: the ids of all that could fulfil it.
 * Null when it cannot help, or when too many could: then a walk through the list soon meets enough of them.
 */
export async function textFinds(
  call: Call,
  kind: RecordKind,
  column: string,
  text: string,
): Promise<Expression<SqlBool> | null> {
  const patterns = patternsOfText(kind, column, text);
  if (patterns.length === 0) return null;
  const { ids, cut } = await foundByPatterns(call, kind, patterns);
  return cut ? null : sql<SqlBool>`${sql.ref(`${kind.table}.id`)} = any (${ids}::uuid[])`;
}
