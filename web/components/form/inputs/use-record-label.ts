import { useQuery } from '@tanstack/react-query';
import type { RecordKindName } from '#domain/events.ts';
import { api } from '#web/platform/api.ts';
import { kinds } from '#web/platform/kinds.ts';
import { recordName } from '../../record-name.ts';

/** The name of a record by its id; undefined while it is on its way, or when there is no id. */
export function useRecordLabel(kind: RecordKindName, id: string | null): string | undefined {
  const record = useQuery({
    queryKey: [kind, 'record', id],
    queryFn: ({ signal }) => api.get<{ id: string }>(`/${kinds[kind].path}/${id}`, { signal }),
    enabled: Boolean(id),
    staleTime: 60_000,
  });
  return record.data && recordName(record.data);
}
