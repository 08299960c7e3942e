import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import type { RecordKindName } from '#domain/events.ts';
import { api } from '#web/platform/api.ts';
import { kinds } from '#web/platform/kinds.ts';

/** How many there are; not exact beyond the cap. */
export type Total = { value: number; exact: boolean };

export type ListAnswer<Item> = {
  items: Item[];
  nextCursor: string | null;
  total: Total;
};

const pageSize = 60;

/** The rows of a list, page after page by cursor; what was shown stays until the next answer is there. */
export function useList<Item>(kind: RecordKindName, query: Record<string, string>, enabled = true) {
  const answer = useInfiniteQuery({
    queryKey: [kind, 'list', query],
    queryFn: ({ pageParam, signal }) =>
      api.get<ListAnswer<Item>>(`/${kinds[kind].path}`, {
        query: { ...query, limit: pageSize, cursor: pageParam },
        signal,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.nextCursor,
    placeholderData: keepPreviousData,
    enabled,
  });
  const items = answer.data?.pages.flatMap((page) => page.items) ?? [];
  return { ...answer, items, total: answer.data?.pages[0]?.total };
}
