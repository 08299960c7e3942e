import { Button, SegmentedControl } from '@mantine/core';
import { IconClockPause } from '@tabler/icons-react';
import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ScheduledSendStatus } from '#domain/sends.ts';
import { EmptyState } from '#web/components/empty-state.tsx';
import { ErrorState } from '#web/components/error-state.tsx';
import { Money } from '#web/components/money.tsx';
import { useNotify } from '#web/components/notify.tsx';
import { Page } from '#web/components/page.tsx';
import { RecordLink } from '#web/components/record-link.tsx';
import { api } from '#web/platform/api.ts';
import { useFormat } from '#web/platform/use-format.ts';
import classes from './scheduled-sends.module.css';

type Item = {
  id: string;
  status: ScheduledSendStatus;
  at: string;
  quote: { id: string; number: string; title: string; total: string; currency: string; version: number };
  by: { id: string; name: string };
  notifyBySms: boolean;
  endedAt: string | null;
  problem: { code: string; detail: string } | null;
  abilities: { cancel: boolean };
};

const shownStatuses = ['waiting', 'failed', 'sent', 'cancelled'] as const;

function useScheduled(status: ScheduledSendStatus) {
  return useInfiniteQuery({
    queryKey: ['quote', 'scheduled', status],
    queryFn: ({ pageParam, signal }) =>
      api.get<{ items: Item[]; nextCursor: string | null }>('/scheduled-sends', {
        query: { status, cursor: pageParam },
        signal,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.nextCursor,
  });
}

/** Quotes that are set to go out at a time, and what became of earlier ones. */
export function ScheduledSends() {
  const { t } = useTranslation();
  const [status, setStatus] = useState<ScheduledSendStatus>('waiting');
  const scheduled = useScheduled(status);
  const items = scheduled.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <Page title={t('sending:scheduled.title')}>
      <SegmentedControl
        aria-label={t('sending:scheduled.shown')}
        className={classes.shown}
        data={shownStatuses.map((value) => ({ value, label: t(`sending:scheduled.status.${value}`) }))}
        value={status}
        onChange={(value) => setStatus(value as ScheduledSendStatus)}
      />
      {scheduled.isError && <ErrorState error={scheduled.error} retry={() => void scheduled.refetch()} />}
      {scheduled.isSuccess && items.length === 0 && (
        <EmptyState
          icon={IconClockPause}
          title={t('sending:scheduled.none')}
          text={t('sending:scheduled.noneText')}
        />
      )}
      {items.length > 0 && (
        <ul className={classes.list}>
          {items.map((item) => (
            <Row key={item.id} item={item} />
          ))}
        </ul>
      )}
      {scheduled.hasNextPage && (
        <Button
          variant="subtle"
          loading={scheduled.isFetchingNextPage}
          onClick={() => void scheduled.fetchNextPage()}
        >
          {t('timeline:more')}
        </Button>
      )}
    </Page>
  );
}

function Row({ item }: { item: Item }) {
  const { t } = useTranslation();
  const format = useFormat();
  const notify = useNotify();
  const queryClient = useQueryClient();
  const [running, setRunning] = useState(false);
  const { quote, at, by, problem, abilities } = item;
  const cancel = async () => {
    setRunning(true);
    try {
      await api.delete(`/quotes/${quote.id}/scheduled-send`, { version: quote.version });
      notify.done(t('sending:done.cancelled'));
    } catch (error) {
      notify.refused(error);
    }
    setRunning(false);
    await queryClient.invalidateQueries({ queryKey: ['quote'] });
  };
  return (
    <li className={classes.row}>
      <span className={classes.what}>
        <RecordLink kind="quote" id={quote.id} text={quote.title} />
        <span className={classes.facts}>
          <bdi>{quote.number}</bdi> · <Money amount={quote.total} currency={quote.currency} /> ·{' '}
          {t('sending:scheduled.by', { name: `\u2068${by.name}\u2069` })}
        </span>
        {problem && (
          <span className={classes.problem}>
            {t(`problems:${problem.code}`, { defaultValue: problem.detail })}{' '}
            <span dir="auto">{problem.detail}</span>
          </span>
        )}
      </span>
      <time dateTime={at}>{format.instant(at)}</time>
      {abilities.cancel && (
        <Button size="compact-sm" variant="default" loading={running} onClick={() => void cancel()}>
          {t('sending:act.cancel')}
        </Button>
      )}
    </li>
  );
}
