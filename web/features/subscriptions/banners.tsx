import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import classes from '#web/components/document/document.module.css';
import { StatusBadge, toneStyle } from '#web/components/status-badge.tsx';
import { lookOf } from '#web/components/statuses.ts';
import { When } from '#web/components/when.tsx';
import { useFieldProblemText } from '#web/platform/problem-text.ts';
import { useFormat } from '#web/platform/use-format.ts';
import { isolated, type Subscription } from './subscription.ts';

function Banner({ status, children }: { status: string; children: ReactNode }) {
  return (
    <div className={classes.banner} style={toneStyle(lookOf('subscription', status).tone)}>
      <StatusBadge kind="subscription" status={status} plain />
      {children}
    </div>
  );
}

/** What one has to know before anything else: it is paused, ends, or cannot be billed. */
export function Banners({ subscription }: { subscription: Subscription }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { status, pause, cancelsOn, cancelReason, endDate, plannedPrice } = subscription;
  const date = (at: string) => isolated(format.date(at));
  const until = pause?.resumeOn;
  return (
    <>
      {subscription.failing && <Failing subscription={subscription} />}
      {status === 'paused' && (
        <Banner status="paused">
          <span>
            {until
              ? t('subscriptions:banner.pausedUntil', { date: date(until) })
              : t('subscriptions:banner.paused')}
          </span>
        </Banner>
      )}
      {status === 'active' && pause && (
        <Banner status="paused">
          <span>
            {until
              ? t('subscriptions:banner.willPauseUntil', { from: date(pause.from), until: date(until) })
              : t('subscriptions:banner.willPause', { from: date(pause.from) })}
          </span>
        </Banner>
      )}
      {cancelsOn && (
        <Banner status="cancelled">
          <span>
            {t(
              status === 'cancelled' ? 'subscriptions:banner.cancelled' : 'subscriptions:banner.willCancel',
              {
                date: date(cancelsOn),
              },
            )}
          </span>
          {cancelReason && <q dir="auto">{cancelReason}</q>}
        </Banner>
      )}
      {status === 'ended' && endDate && (
        <Banner status="ended">
          <span>{t('subscriptions:banner.ended', { date: date(endDate) })}</span>
        </Banner>
      )}
      {plannedPrice && (
        <Banner status="active">
          <span>
            {t('subscriptions:banner.newPrice', {
              date: date(plannedPrice.validFrom),
              total: isolated(format.money(plannedPrice.total, subscription.currency)),
            })}
          </span>
        </Banner>
      )}
    </>
  );
}

function Failing({ subscription: { failure, retryAt } }: { subscription: Subscription }) {
  const { t } = useTranslation();
  const say = useFieldProblemText();
  const said = failure?.errors?.map(
    (one) => `${t(`subscriptions:field.${one.path}`, { defaultValue: one.path })}: ${say(one)}`,
  ) ?? [t([`problems:${failure?.code}.title`, `problems:${failure?.code}`, 'subscriptions:banner.unknown'])];
  return (
    <div className={classes.banner} style={toneStyle('red')} role="alert">
      <strong>{t('subscriptions:banner.failing')}</strong>
      <span>{said.join(' ')}</span>
      {retryAt && (
        <span>
          {t('subscriptions:banner.retry')} <When at={retryAt} />
        </span>
      )}
    </div>
  );
}
