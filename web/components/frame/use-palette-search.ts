import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { type RecordKindName, recordKinds } from '#domain/events.ts';
import { api } from '#web/platform/api.ts';

export type Hit = { kind: RecordKindName; id: string; title: string; subtitle?: string | null };
type Found = { items: Hit[]; readAs: string | null };
type Visited = { recent: Hit[]; frequent: Hit[] };

const known = (hits: Hit[] = []) => hits.filter((hit) => recordKinds.includes(hit.kind));

/** Records that answer what was typed; `readAs` when that took a correction. */
export function useFound(words: string): { hits: Hit[]; readAs: string | null; searching: boolean } {
  const found = useQuery({
    queryKey: ['search', words],
    queryFn: ({ signal }) => api.get<Found>('/search', { query: { q: words, limit: 8 }, signal }),
    enabled: words.length > 1,
    retry: false,
  });
  const { data } = found;
  return { hits: known(data?.items), readAs: data?.readAs ?? null, searching: found.isFetching };
}

/** What the member opened, read when the palette opens. */
export function useVisited(opened: boolean): Visited {
  const visited = useQuery({
    queryKey: ['visits'],
    queryFn: ({ signal }) => api.get<Visited>('/visits', { query: { limit: 5 }, signal }),
    enabled: opened,
    retry: false,
  });
  return { recent: known(visited.data?.recent), frequent: known(visited.data?.frequent) };
}

/** Remembers that a record was opened. A visit that is not remembered harms nobody. */
export function useNoteVisit(kind: RecordKindName, id: string): void {
  const queryClient = useQueryClient();
  useEffect(() => {
    void api
      .post('/visits', { recordKind: kind, recordId: id })
      .then(() => queryClient.invalidateQueries({ queryKey: ['visits'] }))
      .catch(() => undefined);
  }, [kind, id, queryClient]);
}
