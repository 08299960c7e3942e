import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { api, type Query } from '#web/platform/api.ts';

/** A short list of settings, whole. */
export function useItems<Item>(path: string) {
  return useQuery({
    queryKey: ['settings', path],
    queryFn: async ({ signal }) => (await api.get<{ items: Item[] }>(path, { signal })).items,
  });
}

type PageOf<Item> = { items: Item[]; nextCursor: string | null; total: { value: number; exact: boolean } };

/** A long list, page after page. */
export function usePages<Item>(path: string, query: Query) {
  const pages = useInfiniteQuery({
    queryKey: ['settings', path, query],
    queryFn: ({ pageParam, signal }) =>
      api.get<PageOf<Item>>(path, { query: { ...query, limit: 50, cursor: pageParam }, signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    placeholderData: (before) => before,
  });
  const data = pages.data && {
    items: pages.data.pages.flatMap((page) => page.items),
    total: pages.data.pages[0]?.total,
  };
  return { ...pages, data };
}
