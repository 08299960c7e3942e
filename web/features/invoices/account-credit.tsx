import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Money } from '#web/components/money.tsx';
import { SidePanel } from '#web/components/record/side-panel.tsx';
import { RecordLink } from '#web/components/record-link.tsx';
import { api } from '#web/platform/api.ts';
import { useCan, useSession } from '#web/platform/session.ts';
import { useFormat } from '#web/platform/use-format.ts';
import { isolated } from './inputs.tsx';
import { isSome } from './invoice.ts';
import classes from './payments.module.css';
import { RefundDialog } from './refund-dialog.tsx';

type Credit = {
  id: string;
  source: 'payment' | 'credit_note';
  invoiceId: string;
  invoiceNumber: string | null;
  date: string;
  currency: string;
  amount: string;
  available: string;
};

/** What a customer has to their credit, where each part comes from, and paying it out. */
export function AccountCredit({ accountId }: { accountId: string }) {
  const { t } = useTranslation();
  const format = useFormat();
  const can = useCan();
  const modules = useSession()?.modules ?? [];
  const [paying, setPaying] = useState<Credit | null>(null);
  const credits = useQuery({
    queryKey: ['payment', 'credit', accountId],
    queryFn: async ({ signal }) =>
      (await api.get<{ items: Credit[] }>(`/accounts/${accountId}/credit`, { signal })).items,
    enabled: modules.includes('accounting') && can('accounting.payments.view'),
  });
  const open = (credits.data ?? []).filter(({ available }) => isSome(available));
  if (open.length === 0) return null;
  return (
    <SidePanel title={t('invoices:accountCredit.title')}>
      <ul className={classes.entries}>
        {open.map((credit) => (
          <li key={credit.id}>
            <div className={classes.between}>
              <Money amount={credit.available} currency={credit.currency} strong />
              {can('accounting.payments.refund') && (
                <Button size="compact-xs" variant="default" onClick={() => setPaying(credit)}>
                  {t('invoices:act.refund')}
                </Button>
              )}
            </div>
            <div className={classes.how}>
              {t(`invoices:accountCredit.from.${credit.source}`)}{' '}
              <RecordLink kind="invoice" id={credit.invoiceId} text={credit.invoiceNumber ?? undefined} />
              {' · '}
              {format.date(credit.date)}
            </div>
          </li>
        ))}
      </ul>
      {paying && (
        <RefundDialog
          path={`/credits/${paying.id}/refund`}
          title={t('invoices:refund.creditTitle')}
          effects={[
            t('invoices:refund.most', { amount: isolated(format.money(paying.available, paying.currency)) }),
            t('invoices:refund.final'),
          ]}
          most={paying.available}
          currency={paying.currency}
          close={() => setPaying(null)}
        />
      )}
    </SidePanel>
  );
}
