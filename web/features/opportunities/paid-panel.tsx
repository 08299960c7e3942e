import { Text } from '@mantine/core';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { Money } from '#web/components/money.tsx';
import { SidePanel } from '#web/components/record/side-panel.tsx';
import { useRelated } from '#web/components/record/use-related.ts';
import { StatusBadge } from '#web/components/status-badge.tsx';
import type { RelatedInvoice } from './invoice-columns.ts';
import classes from './opportunities.module.css';
import { type PaidSum, paidSums } from './paid.ts';

/** A sum is shown only when all of its invoices are there; beyond so many it is a report's affair. */
const mostAdded = 1000;

/** Paid and outstanding over the invoices that pass the filter. Nothing for who may not see invoices. */
export function PaidPanel({ filter }: { filter: Record<string, string> }) {
  const { t } = useTranslation();
  const invoices = useRelated<RelatedInvoice>('invoice', filter);
  const { hasNextPage, isFetching, fetchNextPage, items, isSuccess } = invoices;
  useEffect(() => {
    if (hasNextPage && !isFetching && items.length < mostAdded) void fetchNextPage();
  }, [hasNextPage, isFetching, fetchNextPage, items.length]);
  if (!invoices.sees || !isSuccess || hasNextPage) return null;
  const sums = paidSums(items);
  return (
    <SidePanel title={t('kinds:invoice.many')}>
      {sums.length === 0 && (
        <Text inherit c="dimmed">
          {t('opportunities:paid.none')}
        </Text>
      )}
      {sums.map((sum) => (
        <Sum key={sum.currency} sum={sum} />
      ))}
    </SidePanel>
  );
}

function Sum({ sum: { currency, paid, balance, overdue } }: { sum: PaidSum }) {
  const { t } = useTranslation();
  return (
    <dl className={classes.sums}>
      <dt>{t('opportunities:paid.paid')}</dt>
      <dd>
        <Money amount={paid} currency={currency} />
      </dd>
      <dt>{t('opportunities:paid.outstanding')}</dt>
      <dd>
        <Money amount={balance} currency={currency} strong />
      </dd>
      {overdue > 0 && (
        <dd className={classes.overdue}>
          <StatusBadge kind="invoice" status="overdue" />
        </dd>
      )}
    </dl>
  );
}
