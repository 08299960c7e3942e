import { Anchor } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { RecordKindName } from '#domain/events.ts';
import { api } from '#web/platform/api.ts';
import { kinds, recordPath } from '#web/platform/kinds.ts';
import { Nothing } from './nothing.tsx';
import { recordName } from './record-name.ts';

/** Another record by its name, as a link. A record that one may not see is a dash. */
export function RecordLink({ kind, id, text }: { kind: RecordKindName; id: string; text?: string | null }) {
  const record = useQuery({
    queryKey: [kind, 'record', id],
    queryFn: ({ signal }) => api.get<{ id: string }>(`/${kinds[kind].path}/${id}`, { signal }),
    enabled: !text,
    staleTime: 60_000,
  });
  if (record.isError) return <Nothing />;
  return (
    <Anchor inherit component={Link} to={recordPath(kind, id)}>
      <bdi>{text || (record.data ? recordName(record.data) : '…')}</bdi>
    </Anchor>
  );
}
