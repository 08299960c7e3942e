import { keepPreviousData, queryOptions, useQuery } from '@tanstack/react-query';
import { api } from './api.ts';

export type Member = { id: string; name: string; email?: string; status?: string };

type Page = { items: Member[]; nextCursor: string | null };

/** The first page of members names nearly every owner on a screen in one request; the rest are asked for singly. */
const firstMembers = queryOptions({
  queryKey: ['members', 'first'],
  queryFn: ({ signal }) => api.get<Page>('/members', { query: { limit: 200 }, signal }),
  staleTime: 5 * 60_000,
});

export function useMember(id: string | null | undefined): Member | undefined {
  const first = useQuery({ ...firstMembers, enabled: Boolean(id) });
  const known = first.data?.items.find((member) => member.id === id);
  const single = useQuery({
    queryKey: ['members', 'one', id],
    queryFn: ({ signal }) => api.get<Member>(`/members/${id}`, { signal }),
    enabled: Boolean(id) && first.isSuccess && !known && first.data.nextCursor !== null,
    staleTime: 5 * 60_000,
  });
  return known ?? single.data;
}

/** Members whose name or address holds the words typed. */
export function useMemberSearch(words: string, enabled = true): Member[] {
  const found = useQuery({
    queryKey: ['members', 'search', words],
    queryFn: ({ signal }) => api.get<Page>('/members', { query: { q: words, limit: 20 }, signal }),
    placeholderData: keepPreviousData,
    enabled,
  });
  return (found.data?.items ?? []).filter((member) => member.status !== 'deactivated');
}
