import { Button } from '@mantine/core';
import { IconChartBar } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { intervals, subscriptionStatuses } from '#domain/subscriptions.ts';
import type { ListDeclaration } from '#web/components/list/declare.ts';
import { ListPage } from '#web/components/list/list-page.tsx';
import type { Subscription } from './subscription.ts';

function SummaryLink() {
  const { t } = useTranslation();
  return (
    <Button
      component={Link}
      to="/subscriptions/summary"
      variant="default"
      size="compact-md"
      leftSection={<IconChartBar size={16} aria-hidden />}
    >
      {t('subscriptions:summary.open')}
    </Button>
  );
}

const subscriptionList: ListDeclaration<Subscription> = {
  kind: 'subscription',
  defaultSort: '-createdAt',
  views: <SummaryLink />,
  columns: [
    { key: 'title', label: 'subscriptions:field.title', width: 200, sort: true },
    { key: 'status', label: 'subscriptions:field.status', type: 'status', width: 120 },
    { key: 'accountId', label: 'kinds:account.one', type: 'link', linkKind: 'account', width: 190 },
    { key: 'mrr', label: 'subscriptions:field.mrr', type: 'money', width: 130, value: ({ mrr }) => mrr },
    { key: 'total', label: 'subscriptions:field.total', type: 'money', width: 130 },
    {
      key: 'interval',
      label: 'subscriptions:field.interval',
      type: 'option',
      words: 'subscriptions:interval',
      width: 110,
    },
    {
      key: 'nextInvoiceDate',
      label: 'subscriptions:field.nextInvoiceDate',
      type: 'date',
      width: 152,
      sort: true,
    },
    { key: 'endDate', label: 'subscriptions:field.endDate', type: 'date', width: 140, sort: true },
    { key: 'ownerId', label: 'common:field.owner', type: 'member', width: 150, hidden: true },
    { key: 'startDate', label: 'subscriptions:field.startDate', type: 'date', width: 140, hidden: true },
    { key: 'reference', label: 'subscriptions:field.reference', width: 120, hidden: true },
    { key: 'tags', label: 'common:field.tags', type: 'tags', width: 150, hidden: true },
    {
      key: 'createdAt',
      label: 'common:field.createdAt',
      type: 'relative',
      width: 116,
      sort: true,
      hidden: true,
    },
  ],
  filters: [
    {
      key: 'status',
      label: 'subscriptions:field.status',
      type: 'choice',
      choices: subscriptionStatuses,
      words: 'status:subscription',
    },
    {
      key: 'interval',
      label: 'subscriptions:field.interval',
      type: 'choice',
      choices: intervals,
      words: 'subscriptions:interval',
    },
    { key: 'accountId', label: 'kinds:account.one', type: 'record', recordKind: 'account' },
    { key: 'ownerId', label: 'common:field.owner', type: 'member' },
    { key: 'nextInvoiceDate', label: 'subscriptions:field.nextInvoiceDate', type: 'date' },
    { key: 'endDate', label: 'subscriptions:field.endDate', type: 'date' },
  ],
  card: ['title', 'status', 'accountId', 'mrr'],
};

export function SubscriptionList() {
  return <ListPage declaration={subscriptionList} />;
}
