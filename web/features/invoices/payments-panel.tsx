import { Progress } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { toMinor } from '#domain/money.ts';
import { Money } from '#web/components/money.tsx';
import { OptionLabel } from '#web/components/option-label.tsx';
import { SidePanel } from '#web/components/record/side-panel.tsx';
import { api } from '#web/platform/api.ts';
import { useCan } from '#web/platform/session.ts';
import { useFormat } from '#web/platform/use-format.ts';
import type { Invoice, Payment } from './invoice.ts';
import classes from './payments.module.css';

/** How much of the whole is paid, in percent: a share for a bar, never an amount. */
export function paidShare(invoice: Pick<Invoice, 'paid' | 'total' | 'currency'>): number {
  const total = toMinor(invoice.total, invoice.currency);
  if (total <= 0n) return 100;
  return Number((toMinor(invoice.paid, invoice.currency) * 1000n) / total) / 10;
}

/** What is paid and what is still due, and each payment. */
export function PaymentsPanel({ invoice }: { invoice: Invoice }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { currency, status, overdue, dueDate, balance, paid, total } = invoice;
  if (status === 'draft') return null;
  const settled = status === 'paid' || status === 'void';
  const share = paidShare(invoice);
  return (
    <SidePanel title={t('kinds:payment.many')}>
      <div className={classes.due} data-late={overdue || undefined}>
        <span>{t(status === 'paid' ? 'invoices:paid.all' : 'invoices:paid.outstanding')}</span>
        <strong className={classes.amount}>
          <Money amount={status === 'paid' ? total : balance} currency={currency} />
        </strong>
        {!settled && dueDate && (
          <span className={classes.when}>
            {t(overdue ? 'invoices:paid.wasDue' : 'invoices:paid.due', {
              date: `\u2068${format.date(dueDate)}\u2069`,
            })}
          </span>
        )}
      </div>
      {status !== 'void' && (
        <>
          <Progress
            value={share}
            size="sm"
            color={status === 'paid' ? 'green' : 'teal'}
            aria-label={t('invoices:paid.share')}
            my={8}
          />
          <div className={classes.between}>
            <span>{t('invoices:paid.of', { percent: `\u2068${format.percent(share)}\u2069` })}</span>
            <span>
              <Money amount={paid} currency={currency} />
            </span>
          </div>
        </>
      )}
      <PaymentList invoice={invoice} />
    </SidePanel>
  );
}

function PaymentList({ invoice }: { invoice: Invoice }) {
  const format = useFormat();
  const can = useCan();
  const payments = useQuery({
    queryKey: ['payment', 'of', invoice.id, invoice.version],
    queryFn: async ({ signal }) =>
      (
        await api.get<{ items: Payment[] }>(`/invoices/${invoice.id}/payments`, {
          query: { limit: 200 },
          signal,
        })
      ).items,
    enabled: can('accounting.payments.view') && /[1-9]/.test(invoice.paid),
    placeholderData: (before) => before,
  });
  if (!payments.data || payments.data.length === 0) return null;
  return (
    <ul className={classes.list}>
      {payments.data.map((payment) => (
        <li key={payment.id}>
          <div className={classes.between}>
            <span>{format.date(payment.date)}</span>
            <Money amount={payment.amount} currency={payment.currency} strong />
          </div>
          <div className={classes.how}>
            <bdi>
              <OptionLabel list="payment_method" value={payment.method} />
            </bdi>
            {payment.reference && (
              <>
                {' · '}
                <bdi>{payment.reference}</bdi>
              </>
            )}
          </div>
        </li>
      ))}
    </ul>
  );
}
