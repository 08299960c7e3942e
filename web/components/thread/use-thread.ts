import { useQuery } from '@tanstack/react-query';
import type { ThreadKind } from '#domain/revenue.ts';
import { api } from '#web/platform/api.ts';
import type { Thread } from './thread.ts';

/** The way from lead to payment that a record stands in. `version` asks anew when the record has changed. */
export function useThread(kind: ThreadKind, id: string, version?: number) {
  return useQuery({
    queryKey: [kind, 'thread', id, version ?? null],
    queryFn: ({ signal }) => api.get<Thread>(`/revenue/${kind}/${id}`, { signal }),
    placeholderData: (before) => before,
  });
}
