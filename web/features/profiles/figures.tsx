import { Anchor, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Money } from '#web/components/money.tsx';
import { Nothing } from '#web/components/nothing.tsx';
import { When } from '#web/components/when.tsx';
import { useFormat } from '#web/platform/use-format.ts';
import classes from './profile.module.css';
import type { Profile, Sum } from './profile.ts';

type Props = { figures: Profile['figures']; accountId: string };

/** The key figures; each opens the records behind it. What the member may not see is not there. */
export function Figures({ figures: { money, pipeline, lastContactedAt }, accountId }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <div className={classes.figures}>
      {money && (
        <>
          <Figure
            label={t('profiles:figure.lifetimeValue')}
            sums={money.lifetimeValue}
            to="/invoices"
            search={{ accountId, status: 'issued,partially_paid,paid' }}
          >
            {money.customerSince &&
              t('profiles:figure.customerSince', { date: format.date(money.customerSince) })}
          </Figure>
          <Figure
            label={t('profiles:figure.outstanding')}
            sums={money.outstanding}
            to="/invoices"
            search={{ accountId, status: 'issued,partially_paid' }}
          >
            {money.overdue.length > 0 && (
              <Text span inherit c="var(--tone-red-text)">
                {t('profiles:figure.overdue')} <Sums sums={money.overdue} />
              </Text>
            )}
          </Figure>
        </>
      )}
      {pipeline && (
        <Figure
          label={t('profiles:figure.openPipeline')}
          sums={pipeline.openPipeline}
          to="/opportunities"
          search={{ accountId }}
        >
          {pipeline.weighted.length > 0 && (
            <>
              {t('profiles:figure.weighted')} <Sums sums={pipeline.weighted} />
            </>
          )}
        </Figure>
      )}
      <div className={classes.figure}>
        <Text size="xs" c="dimmed">
          {t('profiles:figure.lastContact')}
        </Text>
        <div className={classes.value}>
          {lastContactedAt ? <When at={lastContactedAt} /> : t('profiles:figure.never')}
        </div>
        {pipeline && (
          <Text size="xs" c="dimmed" component="div">
            {t('profiles:figure.deals', { won: pipeline.wonCount, lost: pipeline.lostCount })}
          </Text>
        )}
      </div>
    </div>
  );
}

type FigureProps = {
  label: string;
  sums: Sum[];
  to: string;
  search: Record<string, string>;
  children?: ReactNode;
};

function Figure({ label, sums, to, search, children }: FigureProps) {
  return (
    <div className={classes.figure}>
      <Text size="xs" c="dimmed">
        {label}
      </Text>
      <div className={classes.value}>
        {sums.length === 0 ? (
          <Nothing />
        ) : (
          <Anchor inherit c="inherit" component={Link} to={to} search={search as never}>
            <Sums sums={sums} />
          </Anchor>
        )}
      </div>
      <Text size="xs" c="dimmed" component="div">
        {children}
      </Text>
    </div>
  );
}

function Sums({ sums }: { sums: Sum[] }) {
  return sums.map(({ currency, amount }, place) => (
    <span key={currency}>
      {place > 0 && ' + '}
      <Money amount={amount} currency={currency} round />
    </span>
  ));
}
