import { Button, Skeleton, Stack } from '@mantine/core';
import { IconHistory } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { RecordKindName } from '#domain/events.ts';
import { api } from '#web/platform/api.ts';
import { kinds } from '#web/platform/kinds.ts';
import { EmptyState } from '../empty-state.tsx';
import { ErrorState } from '../error-state.tsx';
import { Initials } from '../member-name.tsx';
import { When } from '../when.tsx';
import classes from './timeline.module.css';
import { TimelineChange } from './timeline-change.tsx';
import type { TimelineItem } from './timeline-item.ts';

type Answer = { items: TimelineItem[]; nextCursor: string | null };

/** What happened to a record, newest first. */
export function Timeline({ kind, id }: { kind: RecordKindName; id: string }) {
  const { t } = useTranslation();
  const timeline = useInfiniteQuery({
    queryKey: [kind, 'timeline', id],
    queryFn: ({ pageParam, signal }) =>
      api.get<Answer>(`/${kinds[kind].path}/${id}/timeline`, {
        query: { cursor: pageParam, limit: 30 },
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
      </Stack>
    );
  }
  if (timeline.isError) return <ErrorState error={timeline.error} retry={() => void timeline.refetch()} />;
  if (items.length === 0) {
    return <EmptyState icon={IconHistory} title={t('timeline:empty')} text={t('timeline:emptyText')} />;
  }
  return (
    <>
      <ol className={classes.timeline}>
        {items.map((item) => (
          <Entry key={item.id} item={item} recordKind={kind} />
        ))}
      </ol>
      {timeline.hasNextPage && (
        <Button
          variant="subtle"
          size="compact-sm"
          loading={timeline.isFetchingNextPage}
          onClick={() => void timeline.fetchNextPage()}
        >
          {t('timeline:more')}
        </Button>
      )}
    </>
  );
}

type EntryProps = { item: TimelineItem; recordKind: RecordKindName };

function Entry({ item, recordKind }: EntryProps) {
  const { t } = useTranslation();
  const actor = item.actor?.name ?? t('timeline:system');
  const reason = item.after?.reason ?? item.after?.lostReason;
  return (
    <li className={classes.entry}>
      <Initials name={actor} size={24} />
      <div className={classes.text}>
        <strong>
          <bdi>{actor}</bdi>
        </strong>{' '}
        {t(`timeline:${recordKind}_${item.kind}`, { defaultValue: t('timeline:changed') })}{' '}
        <TimelineChange item={item} recordKind={recordKind} />
        {typeof reason === 'string' && <blockquote className={classes.reason}>{reason}</blockquote>}
      </div>
      <span className={classes.at}>
        <When at={item.at} />
      </span>
    </li>
  );
}
