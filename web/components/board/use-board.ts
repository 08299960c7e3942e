import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api } from '#web/platform/api.ts';
import { kinds } from '#web/platform/kinds.ts';
import type { Stage } from '#web/platform/pipelines.ts';
import { useUrlState } from '#web/platform/url-state.ts';
import { useListState } from '../list/use-list-state.ts';
import { useNotify } from '../notify.tsx';
import type { BoardColumnData, BoardDeclaration, BoardItem } from './declare.ts';

type Answer<Item> = { pipelineId: string; columns: BoardColumnData<Item>[] };
export type Move<Item> = { item: Item; to: Stage; index: number };

const plus = (total: { value: number; exact: boolean }, by: number) => ({
  ...total,
  value: total.value + by,
});

/** The board after a move, before the server has answered. A card that has just come to a stage does not rot there. */
function moved<Item extends BoardItem>(
  board: Answer<Item>,
  statusField: string,
  { item, to, index }: Move<Item>,
): Answer<Item> {
  const columns = board.columns.map((column) => {
    const without = column.items.filter((one) => one.id !== item.id);
    const left = without.length < column.items.length;
    if (column.stageId === to.id) {
      const items = [...without];
      items.splice(index, 0, { ...item, stageId: to.id, [statusField]: to.status, rotting: false });
      return { ...column, items, count: plus(column.count, left ? 0 : 1) };
    }
    if (!left) return column;
    const rotting = item.rotting ? plus(column.rotting, -1) : column.rotting;
    return { ...column, items: without, rotting, count: plus(column.count, -1) };
  });
  return { ...board, columns };
}

/** One more page of a column behind those that are shown. */
function extended<Item extends BoardItem>(board: Answer<Item>, more: BoardColumnData<Item>): Answer<Item> {
  const columns = board.columns.map((column) => {
    if (column.stageId !== more.stageId) return column;
    const known = new Set(column.items.map(({ id }) => id));
    return {
      ...more,
      items: [...column.items, ...more.items.filter(({ id }) => !known.has(id))],
    };
  });
  return { ...board, columns };
}

/** The filters of the address as the board's query. A list's own stage filters are the columns themselves here. */
function useBoardQuery<Item extends BoardItem>({ kind, filters }: BoardDeclaration<Item>) {
  const state = useListState<Item>({ kind, filters, columns: [], defaultSort: '' });
  const { sort: _, ...query } = state.query;
  const [{ pipelineId }] = useUrlState();
  return { state, query: { ...query, ...(pipelineId ? { pipelineId } : {}) } };
}

/** The cards of a board. A move shows at once; a refusal puts the card back and says why. */
export function useBoard<Item extends BoardItem>(declaration: BoardDeclaration<Item>) {
  const { kind, statusField } = declaration;
  const path = `/${kinds[kind].path}/board`;
  const queryClient = useQueryClient();
  const notify = useNotify();
  const { query } = useBoardQuery(declaration);
  const queryKey = [kind, 'board', query];
  const board = useQuery({
    queryKey,
    queryFn: ({ signal }) => api.get<Answer<Item>>(path, { query, signal }),
    placeholderData: (before) => before,
  });
  const move = useMutation({
    mutationFn: ({ item, to }: Move<Item>) => declaration.move(item, to),
    onMutate: async (change) => {
      await queryClient.cancelQueries({ queryKey });
      const before = queryClient.getQueryData<Answer<Item>>(queryKey);
      queryClient.setQueryData<Answer<Item>>(queryKey, (data) => data && moved(data, statusField, change));
      return { before };
    },
    onError: (error, _, context) => {
      queryClient.setQueryData(queryKey, context?.before);
      notify.refused(error);
    },
    onSettled: () => queryClient.invalidateQueries({ queryKey: [kind] }),
  });
  const more = useMutation({
    mutationFn: ({ stageId, nextCursor }: BoardColumnData<Item>) =>
      api.get<Answer<Item>>(path, { query: { ...query, stageId, cursor: nextCursor ?? undefined } }),
    onSuccess: ({ columns: [column] }) => {
      if (!column) return;
      queryClient.setQueryData<Answer<Item>>(queryKey, (data) => data && extended(data, column));
    },
    onError: notify.refused,
  });
  return { board, move: move.mutate, more };
}
