import { Button, Skeleton, Stack } from '@mantine/core';
import { IconArrowRight, IconHistory } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { RecordKindName } from '#domain/events.ts';
import { api } from '#web/platform/api.ts';
import { kinds } from '#web/platform/kinds.ts';
import { EmptyState } from '../empty-state.tsx';
import { ErrorState } from '../error-state.tsx';
import { Initials } from '../member-name.tsx';
import { StatusBadge } from '../status-badge.tsx';
import { When } from '../when.tsx';
import classes from './timeline.module.css';

type Facts = Record<string, unknown>;

/** One fact about a record: `kind` says what was done (`status_changed`), `before` and `after` what it changed. */
export type TimelineItem = {
  id: string;
  kind: string;
  at: string;
  actor?: { id?: string | null; name?: string | null; kind?: string } | null;
  before?: Facts | null;
  after?: Facts | null;
};

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
        <Change item={item} recordKind={recordKind} />
        {typeof reason === 'string' && <blockquote className={classes.reason}>{reason}</blockquote>}
      </div>
      <span className={classes.at}>
        <When at={item.at} />
      </span>
    </li>
  );
}

/** What a change changed: a move by its two statuses, an edit by the names of its fields. */
function Change({ item, recordKind }: EntryProps) {
  const { t, i18n } = useTranslation();
  const { before, after } = item;
  const field = after && ('stage' in after ? 'stage' : 'status');
  const to = field && after[field];
  const from = field && before?.[field];
  if (typeof to === 'string' && item.kind !== 'created') {
    return (
      <>
        {typeof from === 'string' && <StatusBadge kind={recordKind} status={from} />}
        {typeof from === 'string' && <IconArrowRight size={14} className={classes.arrow} aria-hidden />}
        <StatusBadge kind={recordKind} status={to} />
      </>
    );
  }
  if (item.kind !== 'updated' || !after) return null;
  const names = Object.keys(after)
    .map((key) => [`${kinds[recordKind].path}:field.${key}`, `common:field.${key}`])
    .filter((keys) => i18n.exists(keys))
    .map((keys) => t(keys));
  if (names.length === 0) return null;
  const list = new Intl.ListFormat(i18n.language).format(names);
  return <span className={classes.names}>{t('timeline:fields', { list })}</span>;
}
