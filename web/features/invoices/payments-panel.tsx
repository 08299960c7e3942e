import { Button, Progress } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Fragment, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { formatMinor, toMinor } from '#domain/money.ts';
import { Money } from '#web/components/money.tsx';
import { OptionLabel } from '#web/components/option-label.tsx';
import { SidePanel } from '#web/components/record/side-panel.tsx';
import { api } from '#web/platform/api.ts';
import { useCan } from '#web/platform/session.ts';
import { useFormat } from '#web/platform/use-format.ts';
import { type Invoice, isSome, type Payment, shownStatus } from './invoice.ts';
import classes from './payments.module.css';
import { RefundDialog } from './refund-dialog.tsx';

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
        <span>
          {t(status === 'paid' ? `invoices:paid.how.${shownStatus(invoice)}` : 'invoices:paid.outstanding')}
        </span>
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
          <OtherSums invoice={invoice} />
        </>
      )}
      <PaymentList invoice={invoice} />
    </SidePanel>
  );
}

/** What settled the invoice without being paid for it. */
function OtherSums({ invoice }: { invoice: Invoice }) {
  const { t } = useTranslation();
  const sums = (['creditUsed', 'credited', 'writtenOff'] as const).filter((key) => isSome(invoice[key]));
  if (sums.length === 0) return null;
  return (
    <dl className={classes.sums}>
      {sums.map((key) => (
        <Fragment key={key}>
          <dt>{t(`invoices:field.${key}`)}</dt>
          <dd>
            <Money amount={invoice[key]} currency={invoice.currency} />
          </dd>
        </Fragment>
      ))}
    </dl>
  );
}

/** What of a payment can go back: the server knows what of its credit is used. */
function refundable({ amount, refunded, currency }: Payment): string {
  return formatMinor(toMinor(amount, currency) - toMinor(refunded, currency), currency);
}

function PaymentList({ invoice }: { invoice: Invoice }) {
  const { t } = useTranslation();
  const format = useFormat();
  const can = useCan();
  const [refunding, setRefunding] = useState<Payment | null>(null);
  const payments = useQuery({
    queryKey: ['payment', 'of', invoice.id, invoice.version],
    queryFn: async ({ signal }) =>
      (
        await api.get<{ items: Payment[] }>(`/invoices/${invoice.id}/payments`, {
          query: { limit: 200 },
          signal,
        })
      ).items,
    enabled: can('accounting.payments.view') && invoice.status !== 'void',
    placeholderData: (before) => before,
  });
  if (!payments.data || payments.data.length === 0) return null;
  return (
    <>
      <ul className={classes.list}>
        {payments.data.map((payment) => (
          <li key={payment.id}>
            <div className={classes.between}>
              <span>{format.date(payment.date)}</span>
              <Money amount={payment.amount} currency={payment.currency} strong />
            </div>
            <div className={classes.between}>
              <span className={classes.how}>
                <bdi>
                  <OptionLabel list="payment_method" value={payment.method} />
                </bdi>
                {payment.reference && (
                  <>
                    {' · '}
                    <bdi>{payment.reference}</bdi>
                  </>
                )}
              </span>
              {payment.abilities?.refund && (
                <Button
                  size="compact-xs"
                  variant="subtle"
                  aria-label={t('invoices:refund.title', {
                    date: `\u2068${format.date(payment.date)}\u2069`,
                  })}
                  onClick={() => setRefunding(payment)}
                >
                  {t('invoices:act.refund')}
                </Button>
              )}
            </div>
            <Told payment={payment} />
          </li>
        ))}
      </ul>
      {refunding && (
        <RefundDialog
          path={`/payments/${refunding.id}/refund`}
          title={t('invoices:refund.title', { date: `\u2068${format.date(refunding.date)}\u2069` })}
          effects={[t('invoices:refund.dueAgain'), t('invoices:refund.final')]}
          most={refundable(refunding)}
          currency={refunding.currency}
          method={refunding.method}
          close={() => setRefunding(null)}
        />
      )}
    </>
  );
}

/** What of a payment was kept as credit or paid back. */
function Told({ payment }: { payment: Payment }) {
  const { t } = useTranslation();
  const format = useFormat();
  return (['keptAsCredit', 'refunded'] as const).map(
    (key) =>
      isSome(payment[key]) && (
        <div key={key} className={classes.how}>
          {t(`invoices:paid.${key}`, {
            amount: `\u2068${format.money(payment[key], payment.currency)}\u2069`,
          })}
        </div>
      ),
  );
}
