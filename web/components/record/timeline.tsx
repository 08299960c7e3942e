import { Button, Skeleton, Stack } from '@mantine/core';
import { useIntersection } from '@mantine/hooks';
import { IconHistory } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { RecordKindName } from '#domain/events.ts';
import { api } from '#web/platform/api.ts';
import { kinds } from '#web/platform/kinds.ts';
import { useSession } from '#web/platform/session.ts';
import { EmptyState } from '../empty-state.tsx';
import { ErrorState } from '../error-state.tsx';
import classes from './timeline.module.css';
import { TimelineComposer } from './timeline-composer.tsx';
import { TimelineEntry } from './timeline-entry.tsx';
import { TimelineFilter, useTimelineGroups } from './timeline-filter.tsx';
import type { TimelineItem } from './timeline-item.ts';
import { useRecord } from './use-record.ts';

type Answer = { items: TimelineItem[]; nextCursor: string | null };
type Props = { kind: RecordKindName; id: string };

/** What happened to a record, newest first, and where more of it is written down. */
export function Timeline({ kind, id }: Props) {
  const mayWrite = useMayWrite(kind, id);
  return (
    <div className={classes.whole}>
      {mayWrite && <TimelineComposer key={id} place={{ kind, id }} />}
      <TimelineFilter />
      <Entries kind={kind} id={id} />
    </div>
  );
}

/** Whoever may write at all records may here; whoever may write at their own, where this one is theirs. */
function useMayWrite(kind: RecordKindName, id: string): boolean {
  const me = useSession();
  const record = useRecord<{
    id: string;
    ownerId?: string | null;
    archivedAt?: string | null;
    version: number;
  }>(kind, id).data;
  const grants = (me?.capabilities ?? []).filter(({ capability }) => capability === 'crm.timeline.write');
  if (!record || record.archivedAt || grants.length === 0) return false;
  return grants.some(({ reach }) => reach === 'all') || record.ownerId === me?.member.id;
}

function Entries({ kind, id }: Props) {
  const { t } = useTranslation();
  const [groups] = useTimelineGroups();
  const group = groups.join(',') || undefined;
  const timeline = useInfiniteQuery({
    queryKey: [kind, 'timeline', id, group],
    queryFn: ({ pageParam, signal }) =>
      api.get<Answer>(`/${kinds[kind].path}/${id}/timeline`, {
        query: { cursor: pageParam, limit: 30, group },
        signal,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.nextCursor,
  });
  const items = timeline.data?.pages.flatMap((page) => page.items) ?? [];
  if (timeline.isPending) {
    return (
      <Stack gap="md" aria-hidden>
        <Skeleton height={20} />
        <Skeleton height={20} width="80%" />
        <Skeleton height={20} width="60%" />
      </Stack>
    );
  }
  if (timeline.isError) return <ErrorState error={timeline.error} retry={() => void timeline.refetch()} />;
  if (items.length === 0) {
    return (
      <EmptyState
        icon={IconHistory}
        title={t(group ? 'timeline:nothingOfThese' : 'timeline:empty')}
        text={t('timeline:emptyText')}
      />
    );
  }
  return (
    <>
      <ol className={classes.timeline}>
        {items.map((item) => (
          <TimelineEntry key={item.id} item={item} place={{ kind, id }} />
        ))}
      </ol>
      {timeline.hasNextPage && (
        <More loading={timeline.isFetchingNextPage} load={() => void timeline.fetchNextPage()} />
      )}
    </>
  );
}

/** Loads the next page when it comes into sight; the button is for whoever does not scroll. */
function More({ loading, load }: { loading: boolean; load: () => void }) {
  const { t } = useTranslation();
  const { ref, entry } = useIntersection({ rootMargin: '200px' });
  const wanted = (entry?.isIntersecting ?? false) && !loading;
  const latest = useRef(load);
  latest.current = load;
  useEffect(() => {
    if (wanted) latest.current();
  }, [wanted]);
  return (
    <Button ref={ref} variant="subtle" size="compact-sm" loading={loading} onClick={load}>
      {t('timeline:more')}
    </Button>
  );
}
