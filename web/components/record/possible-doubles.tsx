import { Anchor, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { Capability } from '#domain/capabilities.ts';
import type { MergeKindName } from '#domain/merging.ts';
import { api } from '#web/platform/api.ts';
import { kinds, recordPath } from '#web/platform/kinds.ts';
import { useCan } from '#web/platform/session.ts';
import { type Match, Restore } from '../form/similar-records.tsx';
import { SidePanel } from './side-panel.tsx';

type Props = { kind: MergeKindName; id: string };

const mostShown = 5;
/** What is only distantly similar is worth a look on conversion, not a warning on every page. */
const likelyFrom = 0.75;

/** Other records that may be the same customer, what they share with this one, and the way to make one of both. */
export function PossibleDoubles({ kind, id }: Props) {
  const { t } = useTranslation();
  const can = useCan();
  const matches = useQuery({
    queryKey: [kind, 'matches', id],
    queryFn: ({ signal }) =>
      api.get<{ items?: Match[]; leads?: Match[] }>(`/${kinds[kind].path}/${id}/matches`, { signal }),
    staleTime: 60_000,
  });
  const found = matches.data?.items ?? matches.data?.leads ?? [];
  const shown = found.filter(({ score }) => score >= likelyFrom).slice(0, mostShown);
  if (shown.length === 0) return null;
  const merges = can(`${kinds[kind].capability}.merge` as Capability);
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
              {match.archivedAt && <Restore kind={kind} id={match.id} />}
            </Text>
            {merges && !match.archivedAt && (
              <Anchor
                size="xs"
                component={Link}
                to="/merge"
                search={{ kind, target: id, source: match.id } as never}
              >
                {t('merging:mergeThis')}
              </Anchor>
            )}
          </div>
        ))}
      </Stack>
    </SidePanel>
  );
}
