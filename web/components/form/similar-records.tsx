import { Alert, Anchor, Button, Text } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconCopyCheck } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { RecordKindName } from '#domain/events.ts';
import { api } from '#web/platform/api.ts';
import { capabilityOf, kinds, recordPath } from '#web/platform/kinds.ts';
import { useCan } from '#web/platform/session.ts';
import { useNotify } from '../notify.tsx';
import type { Values } from './field.ts';

export type Match = {
  id: string;
  name: string;
  reasons: string[];
  score: number;
  archivedAt: string | null;
};

type Found = { items?: Match[]; accounts?: Match[]; contacts?: Match[]; leads?: Match[] };
type Similar = { kind: RecordKindName; match: Match };

/** By which fields each kind is compared. */
const compared: Partial<Record<RecordKindName, readonly string[]>> = {
  account: ['name', 'email', 'phone', 'website', 'taxNumber'],
  contact: ['firstName', 'lastName', 'email', 'phone', 'mobile', 'accountId'],
  lead: ['firstName', 'lastName', 'companyName', 'email', 'phone'],
};

const fewestLetters = 3;
const mostShown = 3;
/** A last name or a domain in common is worth nothing while somebody types; the pages of the records say it. */
const surelyEnough = 0.6;

function similarIn(kind: RecordKindName, found: Found | undefined): Similar[] {
  const all: Similar[] = [
    ...(found?.items ?? []).map((match) => ({ kind, match })),
    ...(found?.leads ?? []).map((match) => ({ kind: 'lead' as const, match })),
    ...(found?.accounts ?? []).map((match) => ({ kind: 'account' as const, match })),
    ...(found?.contacts ?? []).map((match) => ({ kind: 'contact' as const, match })),
  ];
  return all
    .filter(({ match }) => match.score >= surelyEnough)
    .toSorted((a, b) => b.match.score - a.match.score)
    .slice(0, mostShown);
}

/** While a record is being typed in: those that it may be already, archived ones too, so that nobody makes it twice. */
export function SimilarRecords({ kind, values }: { kind: RecordKindName; values: Values }) {
  const { t } = useTranslation();
  const typed = (compared[kind] ?? []).flatMap((key) => {
    const value = typeof values[key] === 'string' ? (values[key] as string).trim() : '';
    return value.length >= fewestLetters || key === 'firstName' ? [[key, value] as const] : [];
  });
  const [settled] = useDebouncedValue(JSON.stringify(Object.fromEntries(typed)), 300);
  const enough = typed.some(([, value]) => value.length >= fewestLetters);
  const found = useQuery({
    queryKey: [kind, 'similar', settled],
    queryFn: ({ signal }) => api.post<Found>(`/${kinds[kind].path}/matches`, JSON.parse(settled), { signal }),
    enabled: enough,
  });
  const records = enough ? similarIn(kind, found.data) : [];
  return (
    <div role="status">
      {records.length > 0 && (
        <Alert
          color="amber"
          p="xs"
          icon={<IconCopyCheck size={18} />}
          title={t(`kinds:${kind}.similar`, { count: records.length })}
        >
          {records.map((one) => (
            <SimilarRecord key={one.match.id} {...one} other={one.kind !== kind} />
          ))}
        </Alert>
      )}
    </div>
  );
}

function SimilarRecord({ kind, match, other }: Similar & { other: boolean }) {
  const { t } = useTranslation();
  const reasons = match.reasons.map((reason) => t(`common:match.${reason}`, { defaultValue: reason }));
  const said = [...(other ? [t(`kinds:${kind}.one`)] : []), ...reasons];
  return (
    <div>
      <Anchor component={Link} to={recordPath(kind, match.id)} size="sm" py={2}>
        <bdi>{match.name}</bdi>
      </Anchor>{' '}
      <Text span size="xs" c="dimmed">
        {said.join(' · ')}
      </Text>
      {match.archivedAt && <Restore kind={kind} id={match.id} />}
    </div>
  );
}

/** Says that a record is in the archive, and brings it back. */
export function Restore({ kind, id }: { kind: RecordKindName; id: string }) {
  const { t } = useTranslation();
  const can = useCan();
  const notify = useNotify();
  const queryClient = useQueryClient();
  const restore = useMutation({
    mutationFn: () => api.post(`/${kinds[kind].path}/${id}/restore`),
    onSuccess: async () => {
      notify.done(t('merging:restored'));
      await queryClient.invalidateQueries();
    },
    onError: notify.refused,
  });
  return (
    <Text span size="xs" c="dimmed">
      {' · '}
      {t('merging:inArchive')}{' '}
      {can(capabilityOf(kind, 'delete')) && (
        <Button
          size="compact-xs"
          variant="subtle"
          loading={restore.isPending}
          onClick={() => restore.mutate()}
        >
          {t('common:act.restore')}
        </Button>
      )}
    </Text>
  );
}
