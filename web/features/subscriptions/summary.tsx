import { Alert, ScrollArea, Skeleton } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { toMinor } from '#domain/money.ts';
import { type RevenueReason, revenueReasons } from '#domain/subscriptions.ts';
import { ErrorState } from '#web/components/error-state.tsx';
import { Money } from '#web/components/money.tsx';
import { Nothing } from '#web/components/nothing.tsx';
import { Page } from '#web/components/page.tsx';
import { api } from '#web/platform/api.ts';
import { useFormat } from '#web/platform/use-format.ts';
import { isolated } from './subscription.ts';
import classes from './subscriptions.module.css';

type Sums = { byCurrency: { currency: string; amount: string }[]; total: string };

type Month = Record<RevenueReason, string> & {
  month: string;
  opening: string;
  closing: string;
  subscribersAtStart: number;
  newSubscribers: number;
  lostSubscribers: number;
  churnRate: string | null;
};

type Summary = {
  currency: string;
  asOf: string;
  rates: { from: string; rate: string | null; rateDate: string | null }[];
  missingRates: string[];
  counts: { active: number; trialing: number; paused: number; draft: number };
  mrr: Sums;
  dueSoon: Sums & { until: string; count: number };
  months: Month[];
};

/** What subscriptions bring and lose: figures of today, and a year month by month. */
export function SubscriptionSummary() {
  const { t } = useTranslation();
  const summary = useQuery({
    queryKey: ['subscription', 'summary'],
    queryFn: ({ signal }) => api.get<Summary>('/subscriptions/summary', { signal }),
  });
  return (
    <Page title={t('subscriptions:summary.title')}>
      {summary.isError ? (
        <ErrorState error={summary.error} retry={() => void summary.refetch()} />
      ) : summary.data ? (
        <Figures summary={summary.data} />
      ) : (
        <Skeleton height={320} />
      )}
    </Page>
  );
}

function Figures({ summary }: { summary: Summary }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { counts, currency, mrr, dueSoon, months } = summary;
  const current = months.at(-1);
  return (
    <>
      <div className={classes.tiles}>
        <Tile label={t('subscriptions:field.mrr')} note={<ByCurrency sums={mrr} own={currency} />}>
          <Money amount={mrr.total} currency={currency} />
        </Tile>
        <Tile
          label={t('subscriptions:summary.active')}
          note={t('subscriptions:summary.others', {
            trialing: format.decimal(counts.trialing),
            paused: format.decimal(counts.paused),
          })}
        >
          {format.decimal(counts.active)}
        </Tile>
        <Tile
          label={t('subscriptions:summary.churn')}
          note={t('subscriptions:summary.lost', {
            count: current?.lostSubscribers ?? 0,
            shown: format.decimal(current?.lostSubscribers ?? 0),
          })}
        >
          {current?.churnRate ? format.percent(current.churnRate) : <Nothing />}
        </Tile>
        <Tile
          label={t('subscriptions:summary.due')}
          note={t('subscriptions:summary.invoices', {
            count: dueSoon.count,
            shown: format.decimal(dueSoon.count),
            date: isolated(format.date(dueSoon.until)),
          })}
        >
          <Money amount={dueSoon.total} currency={currency} />
        </Tile>
      </div>
      <Rates summary={summary} />
      <Chart months={months} currency={currency} />
      <Months months={months} currency={currency} />
    </>
  );
}

function Tile({ label, note, children }: { label: string; note: ReactNode; children: ReactNode }) {
  return (
    <div className={classes.tile}>
      <span>{label}</span>
      <strong>{children}</strong>
      <span>{note}</span>
    </div>
  );
}

function ByCurrency({ sums, own }: { sums: Sums; own: string }) {
  const others = sums.byCurrency.filter(({ currency }) => currency !== own);
  if (others.length === 0) return null;
  return sums.byCurrency.map(({ currency, amount }, at) => (
    <span key={currency}>
      {at > 0 && ' · '}
      <Money amount={amount} currency={currency} />
    </span>
  ));
}

/** By which rates other currencies were counted, or that they were not. */
function Rates({ summary: { rates, missingRates, asOf } }: { summary: Summary }) {
  const { t } = useTranslation();
  const format = useFormat();
  const known = rates.flatMap(({ from, rate, rateDate }) =>
    rate && rateDate ? [`${from} ${format.decimal(rate)} (${format.date(rateDate)})`] : [],
  );
  return (
    <>
      {missingRates.length > 0 && (
        <Alert color="amber" icon={<IconAlertTriangle size={18} />} mb="md" p="xs">
          {t('subscriptions:summary.missingRates', {
            list: isolated(missingRates.join(', ')),
            date: isolated(format.date(asOf)),
          })}
        </Alert>
      )}
      {known.length > 0 && (
        <p className={classes.quiet}>
          {t('subscriptions:summary.rates', { list: isolated(known.join(', ')) })}
        </p>
      )}
    </>
  );
}

function monthName(month: string, locale: string): string {
  return new Intl.DateTimeFormat(locale, { month: 'short', timeZone: 'UTC' }).format(new Date(`${month}-15`));
}

/** The height of a bar in percent of the highest: a picture, never an amount. */
function shares(months: readonly Month[], currency: string): number[] {
  const values = months.map(({ closing }) => Number(toMinor(closing, currency)));
  const most = Math.max(1, ...values);
  return values.map((value) => Math.max(0, Math.round((value / most) * 100)));
}

function Chart({ months, currency }: { months: Month[]; currency: string }) {
  const { t } = useTranslation();
  const format = useFormat();
  const heights = shares(months, currency);
  return (
    <ul className={classes.chart} aria-label={t('subscriptions:summary.chart')}>
      {months.map(({ month, closing }, at) => (
        <li key={month} className={classes.column} title={format.money(closing, currency)}>
          <div className={classes.bar} style={{ height: `${heights[at]}%` }} />
          <span className={classes.month}>{monthName(month, format.locale)}</span>
        </li>
      ))}
    </ul>
  );
}

function Months({ months, currency }: { months: Month[]; currency: string }) {
  const { t } = useTranslation();
  const format = useFormat();
  const amount = (text: string) => <Money amount={text} currency={currency} />;
  return (
    // The table is wider than a phone: whoever has no pointer scrolls it too.
    <ScrollArea
      type="auto"
      viewportProps={{ tabIndex: 0, role: 'region', 'aria-label': t('subscriptions:summary.byMonth') }}
    >
      <table className={classes.table}>
        <thead>
          <tr>
            <th>{t('subscriptions:summary.month')}</th>
            <th>{t('subscriptions:summary.opening')}</th>
            {revenueReasons.map((reason) => (
              <th key={reason}>{t(`subscriptions:reason.${reason}`)}</th>
            ))}
            <th>{t('subscriptions:summary.closing')}</th>
            <th>{t('subscriptions:summary.churn')}</th>
          </tr>
        </thead>
        <tbody>
          {[...months].reverse().map((row) => (
            <tr key={row.month}>
              <td>
                {monthName(row.month, format.locale)} <bdi>{row.month.slice(0, 4)}</bdi>
              </td>
              <td>{amount(row.opening)}</td>
              {revenueReasons.map((reason) => (
                <td key={reason}>{/[1-9]/.test(row[reason]) ? amount(row[reason]) : <Nothing />}</td>
              ))}
              <td>{amount(row.closing)}</td>
              <td>{row.churnRate ? format.percent(row.churnRate) : <Nothing />}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollArea>
  );
}
