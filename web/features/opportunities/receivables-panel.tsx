import { Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Money } from '#web/components/money.tsx';
import { SidePanel } from '#web/components/record/side-panel.tsx';
import { StatusBadge } from '#web/components/status-badge.tsx';
import { api } from '#web/platform/api.ts';
import { useSession } from '#web/platform/session.ts';
import classes from './opportunities.module.css';

type Sum = Record<
  'currency' | 'invoiced' | 'paid' | 'credited' | 'writtenOff' | 'outstanding' | 'overdue',
  string
>;

const isSome = (amount: string) => /[1-9]/.test(amount);

/** How a deal or a quote is paid: sums only, for whoever sees it, also without any right to invoices. */
export function ReceivablesPanel({ path }: { path: `/${'opportunities' | 'quotes'}/${string}` }) {
  const { t } = useTranslation();
  const modules = useSession()?.modules ?? [];
  const sums = useQuery({
    queryKey: ['invoice', 'receivables', path],
    queryFn: async ({ signal }) => (await api.get<{ items: Sum[] }>(`${path}/receivables`, { signal })).items,
    enabled: modules.includes('accounting'),
  });
  if (!sums.data) return null;
  return (
    <SidePanel title={t('opportunities:paid.title')}>
      {sums.data.length === 0 && (
        <Text inherit c="dimmed">
          {t('opportunities:paid.none')}
        </Text>
      )}
      {sums.data.map((sum) => (
        <OneCurrency key={sum.currency} sum={sum} />
      ))}
    </SidePanel>
  );
}

function OneCurrency({ sum }: { sum: Sum }) {
  const { t } = useTranslation();
  const shown = (['invoiced', 'paid', 'credited', 'writtenOff', 'outstanding'] as const).filter(
    (key) => (key !== 'credited' && key !== 'writtenOff') || isSome(sum[key]),
  );
  return (
    <dl className={classes.sums}>
      {shown.map((key) => (
        <div key={key} style={{ display: 'contents' }}>
          <dt>{t(`opportunities:paid.${key}`)}</dt>
          <dd>
            <Money amount={sum[key]} currency={sum.currency} strong={key === 'outstanding'} />
          </dd>
        </div>
      ))}
      {isSome(sum.overdue) && (
        <dd className={classes.overdue}>
          <StatusBadge kind="invoice" status="overdue" />
        </dd>
      )}
    </dl>
  );
}
