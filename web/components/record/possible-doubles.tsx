import { Anchor, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { RecordKindName } from '#domain/events.ts';
import { api } from '#web/platform/api.ts';
import { kinds, recordPath } from '#web/platform/kinds.ts';
import { SidePanel } from './side-panel.tsx';

type Match = { id: string; name: string; reasons: string[] };

const mostShown = 5;

/** Other records that may be the same customer, and what they share with this one. Nothing where there are none. */
export function PossibleDoubles({ kind, id }: { kind: RecordKindName; id: string }) {
  const { t } = useTranslation();
  const matches = useQuery({
    queryKey: [kind, 'matches', id],
    queryFn: ({ signal }) => api.get<{ items: Match[] }>(`/${kinds[kind].path}/${id}/matches`, { signal }),
    staleTime: 60_000,
  });
  const shown = matches.data?.items.slice(0, mostShown) ?? [];
  if (shown.length === 0) return null;
  return (
    <SidePanel title={t('common:record.doubles')}>
      <Stack gap={6}>
        {shown.map((match) => (
          <div key={match.id}>
            <Anchor inherit component={Link} to={recordPath(kind, match.id)}>
              <bdi>{match.name}</bdi>
            </Anchor>
            <Text size="xs" c="dimmed">
              {match.reasons
                .map((reason) => t(`common:match.${reason}`, { defaultValue: reason }))
                .join(' · ')}
            </Text>
          </div>
        ))}
      </Stack>
    </SidePanel>
  );
}
