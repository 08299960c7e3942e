import { Anchor, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { RecordKindName } from '#domain/events.ts';
import { api } from '#web/platform/api.ts';
import { kinds, recordPath } from '#web/platform/kinds.ts';
import { SidePanel } from './side-panel.tsx';

type Match = { id: string; name: string; reasons: string[] };

type Props = { kind: RecordKindName; id: string; name: string };

const mostShown = 5;
const alikeFrom = 0.88;

/** The pairs of neighbouring letters of a name. */
function pairsOf(name: string): string[] {
  const letters = Array.from(
    name
      .toLocaleLowerCase()
      .replace(/[^\p{L}\p{N}]+/gu, ' ')
      .trim(),
  );
  return letters.slice(1).map((letter, index) => letters[index]! + letter);
}

/** Dice's coefficient over pairs of letters: 1 for the same name, 0 for nothing in common. */
function likeness(one: string, other: string): number {
  const left = pairsOf(one);
  const right = pairsOf(other);
  const common = left.filter((pair) => right.includes(pair)).length;
  return (2 * common) / Math.max(1, left.length + right.length);
}

/** A name that is only distantly similar is worth a look on conversion, not a warning on every page. */
function isLikely({ name, reasons }: Match, own: string): boolean {
  return reasons.some((reason) => reason !== 'name') || likeness(name, own) >= alikeFrom;
}

/** Other records that may be the same customer, and what they share with this one. Nothing where there are none. */
export function PossibleDoubles({ kind, id, name }: Props) {
  const { t } = useTranslation();
  const matches = useQuery({
    queryKey: [kind, 'matches', id],
    queryFn: ({ signal }) => api.get<{ items: Match[] }>(`/${kinds[kind].path}/${id}/matches`, { signal }),
    staleTime: 60_000,
  });
  const shown = matches.data?.items.filter((match) => isLikely(match, name)).slice(0, mostShown) ?? [];
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
