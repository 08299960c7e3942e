import type { Call } from '#platform/access/call.ts';
import type { RecordKind, Values } from './kind.ts';
import type { ListQuery } from './list-query.ts';
import { countRecords, listRecords, type Total } from './list-records.ts';
import { presentRecords } from './present.ts';

export type BoardColumn = { status: string; count: Total; items: Values[]; nextCursor: string | null };

/** One column for each state: how many cards, capped, and the first of them. */
export async function boardColumns(
  call: Call,
  kind: RecordKind,
  board: { field: string; states: readonly string[] },
  query: ListQuery,
): Promise<BoardColumn[]> {
  const columns: BoardColumn[] = [];
  for (const state of board.states) {
    const ofState = { ...query, [board.field]: [state] };
    const page = await listRecords(call, kind, ofState);
    columns.push({
      status: state,
      count:
        page.nextCursor === null && !query.cursor
          ? { value: page.rows.length, exact: true }
          : await countRecords(call, kind, ofState),
      items: await presentRecords(call, kind, page.rows),
      nextCursor: page.nextCursor,
    });
  }
  return columns;
}
