import { useTranslation } from 'react-i18next';
import { Money } from '#web/components/money.tsx';
import { SidePanel } from '#web/components/record/side-panel.tsx';
import { useFormat } from '#web/platform/use-format.ts';
import { isolated, type Subscription } from './subscription.ts';
import classes from './subscriptions.module.css';

/** What it brings in a month, its next invoice, and the prices that it had. */
export function PlanPanel({ subscription }: { subscription: Subscription }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { mrr, currency, next, prices = [], status, autoIssue } = subscription;
  return (
    <SidePanel title={t('subscriptions:plan.title')}>
      <div className={classes.figure}>
        <span>{t('subscriptions:field.mrr')}</span>
        <strong>
          <Money amount={mrr} currency={currency} />
        </strong>
      </div>
      <div className={classes.figure}>
        <span>{t('subscriptions:plan.next')}</span>
        {next ? (
          <>
            <strong>
              <Money amount={next.total} currency={currency} />
            </strong>
            <span>
              {t('subscriptions:plan.on', {
                date: isolated(format.date(next.startsOn)),
                until: isolated(format.date(next.endsOn)),
              })}
            </span>
            <span>{t(autoIssue ? 'subscriptions:plan.issues' : 'subscriptions:plan.drafts')}</span>
          </>
        ) : (
          <span>{t(status === 'draft' ? 'subscriptions:plan.afterStart' : 'subscriptions:plan.none')}</span>
        )}
      </div>
      {prices.length > 1 && (
        <ul className={classes.list} aria-label={t('subscriptions:plan.prices')}>
          {prices.map((price) => (
            <li key={price.id} className={classes.between}>
              <span>
                {t('subscriptions:plan.from', { date: isolated(format.date(price.validFrom)) })}
                {price.current && ` · ${t('subscriptions:plan.current')}`}
              </span>
              <Money amount={price.total} currency={currency} strong={price.current} />
            </li>
          ))}
        </ul>
      )}
    </SidePanel>
  );
}
