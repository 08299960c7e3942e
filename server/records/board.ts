import type { Call } from '#platform/access/call.ts';
import type { RecordKind, Values } from './kind.ts';
import type { ListQuery } from './list-query.ts';
import { listRecords, type Total, totalWith } from './list-records.ts';
import { presentRecords } from './present.ts';

export type BoardColumn = { status: string; count: Total; items: Values[]; nextCursor: string | null };

export type Board = {
  field: string;
  states: readonly string[];
  /** Off for whoever counts in another way: then a column counts what it shows, and says when that is not all. */
  counted?: false;
};

/** One column for each state: how many cards, capped, and the first of them. */
export async function boardColumns(
  call: Call,
  kind: RecordKind,
  board: Board,
  query: ListQuery,
): Promise<BoardColumn[]> {
  const queries = board.states.map((state) => ({ ...query, [board.field]: [state] }));
  const pages = await Promise.all(queries.map((ofState) => listRecords(call, kind, ofState)));
  const [cards, counts] = await Promise.all([
    presentRecords(
      call,
      kind,
      pages.flatMap(({ rows }) => rows),
    ),
    Promise.all(
      pages.map((page, column) =>
        board.counted === false
          ? { value: page.rows.length, exact: page.nextCursor === null }
          : totalWith(call, kind, queries[column] ?? query, page),
      ),
    ),
  ]);
  return pages.map(({ rows, nextCursor }, column) => ({
    status: board.states[column] ?? '',
    count: counts[column] ?? { value: 0, exact: true },
    items: cards.splice(0, rows.length),
    nextCursor,
  }));
}
