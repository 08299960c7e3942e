import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api } from '#web/platform/api.ts';
import { kinds } from '#web/platform/kinds.ts';
import { useUrlState } from '#web/platform/url-state.ts';
import type { RecordBase } from '../list/declare.ts';
import { useNotify } from '../notify.tsx';
import type { BoardColumnData, BoardDeclaration } from './declare.ts';

type WireColumn<Item> = Omit<BoardColumnData<Item>, 'key'> & {
  status?: string;
  stage?: string;
  key?: string;
};
type Move<Item> = { item: Item; to: string; index: number };

function read<Item>(columns: WireColumn<Item>[]): BoardColumnData<Item>[] {
  return columns.map((column) => ({ ...column, key: column.key ?? column.status ?? column.stage ?? '' }));
}

/** The board after a move, before the server has answered. */
function moved<Item extends RecordBase>(
  columns: BoardColumnData<Item>[],
  field: string,
  { item, to, index }: Move<Item>,
): BoardColumnData<Item>[] {
  return columns.map((column) => {
    const without = column.items.filter((one) => one.id !== item.id);
    const left = without.length < column.items.length;
    if (column.key === to) {
      const items = [...without];
      items.splice(index, 0, { ...item, [field]: to });
      return { ...column, items, count: { ...column.count, value: column.count.value + (left ? 0 : 1) } };
    }
    if (!left) return column;
    return { ...column, items: without, count: { ...column.count, value: column.count.value - 1 } };
  });
}

/** The cards of a board. A move shows at once; a refusal puts the card back and says why. */
export function useBoard<Item extends RecordBase>(declaration: BoardDeclaration<Item>) {
  const { kind, field, parameters = [] } = declaration;
  const [search] = useUrlState();
  const queryClient = useQueryClient();
  const notify = useNotify();
  const query = Object.fromEntries([...parameters, 'scopeNodeId'].map((name) => [name, search[name]]));
  const queryKey = [kind, 'board', query];
  const board = useQuery({
    queryKey,
    queryFn: async ({ signal }) =>
      read(
        (await api.get<{ columns: WireColumn<Item>[] }>(`/${kinds[kind].path}/board`, { query, signal }))
          .columns,
      ),
  });
  const move = useMutation({
    mutationFn: ({ item, to }: Move<Item>) => declaration.move(item, to),
    onMutate: async (change) => {
      await queryClient.cancelQueries({ queryKey });
      const before = queryClient.getQueryData<BoardColumnData<Item>[]>(queryKey);
      queryClient.setQueryData<BoardColumnData<Item>[]>(
        queryKey,
        (columns) => columns && moved(columns, field, change),
      );
      return { before };
    },
    onError: (error, _, context) => {
      queryClient.setQueryData(queryKey, context?.before);
      notify.refused(error);
    },
    onSettled: () => queryClient.invalidateQueries({ queryKey: [kind] }),
  });
  return { board, move: move.mutate };
}
