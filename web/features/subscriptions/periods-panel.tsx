import { Button } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Money } from '#web/components/money.tsx';
import { SidePanel } from '#web/components/record/side-panel.tsx';
import { RecordLink } from '#web/components/record-link.tsx';
import { StatusBadge } from '#web/components/status-badge.tsx';
import { api } from '#web/platform/api.ts';
import { useFormat } from '#web/platform/use-format.ts';
import type { Period, Subscription } from './subscription.ts';
import classes from './subscriptions.module.css';

const perPage = 12;

type Answer = { items: Period[]; nextCursor: string | null };

/** The periods that have come, each with its invoice. */
export function PeriodsPanel({ subscription }: { subscription: Subscription }) {
  const { t } = useTranslation();
  const periods = useInfiniteQuery({
    queryKey: ['subscription', 'periods', subscription.id, subscription.version],
    queryFn: ({ pageParam, signal }) =>
      api.get<Answer>(`/subscriptions/${subscription.id}/periods`, {
        query: { limit: perPage, ...(pageParam ? { cursor: pageParam } : {}) },
        signal,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: ({ nextCursor }) => nextCursor,
    enabled: subscription.status !== 'draft',
    placeholderData: (before) => before,
  });
  const items = periods.data?.pages.flatMap((page) => page.items) ?? [];
  if (subscription.status === 'draft') return null;
  return (
    <SidePanel title={t('subscriptions:periods.title')}>
      {items.length === 0 && periods.isSuccess && <span>{t('subscriptions:periods.none')}</span>}
      <ul className={classes.periods}>
        {items.map((period) => (
          <PeriodRow key={period.id} period={period} />
        ))}
      </ul>
      {periods.hasNextPage && (
        <Button
          variant="subtle"
          size="compact-sm"
          loading={periods.isFetchingNextPage}
          onClick={() => void periods.fetchNextPage()}
        >
          {t('subscriptions:periods.more')}
        </Button>
      )}
    </SidePanel>
  );
}

function PeriodRow({ period: { startsOn, endsOn, outcome, invoice } }: { period: Period }) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <li className={classes.period}>
      <div className={classes.between}>
        <span>
          <bdi>{format.date(startsOn)}</bdi> – <bdi>{format.date(endsOn)}</bdi>
        </span>
        {invoice && <Money amount={invoice.total} currency={invoice.currency} strong />}
      </div>
      <div className={classes.between}>
        {invoice ? (
          <>
            <RecordLink
              kind="invoice"
              id={invoice.id}
              text={invoice.number ?? t('subscriptions:periods.draft')}
            />
            <StatusBadge kind="invoice" status={invoice.status} />
          </>
        ) : (
          <span className={classes.quiet}>
            {t(outcome === 'paused' ? 'subscriptions:periods.paused' : 'subscriptions:periods.hidden')}
          </span>
        )}
      </div>
    </li>
  );
}
