import { Anchor, Skeleton, Stack } from '@mantine/core';
import { IconCircleCheck } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { toMinor } from '#domain/money.ts';
import { ageBuckets } from '#domain/receivables.ts';
import { EmptyState } from '#web/components/empty-state.tsx';
import { ErrorState } from '#web/components/error-state.tsx';
import { Money } from '#web/components/money.tsx';
import { Page } from '#web/components/page.tsx';
import { api } from '#web/platform/api.ts';
import { recordPath } from '#web/platform/kinds.ts';
import { ApiProblem } from '#web/platform/problem.ts';
import { useCan } from '#web/platform/session.ts';
import classes from './receivables.module.css';
import type { Ageing, Ages } from './receivables.ts';

/** What is due from whom, and for how long. */
export function AgeingPage() {
  const { t } = useTranslation();
  const can = useCan();
  const ageing = useQuery({
    queryKey: ['invoice', 'ageing'],
    queryFn: ({ signal }) => api.get<Ageing>('/receivables/ageing', { signal }),
    enabled: can('accounting.invoices.view'),
  });
  return (
    <Page title={t('receivables:title')}>
      {!can('accounting.invoices.view') ? (
        <ErrorState error={new ApiProblem({ status: 403, code: 'forbidden' })} />
      ) : ageing.isError && !ageing.data ? (
        <ErrorState error={ageing.error} retry={() => void ageing.refetch()} />
      ) : ageing.data ? (
        <Told ageing={ageing.data} />
      ) : (
        <Stack aria-hidden>
          <Skeleton height={96} />
          <Skeleton height={320} />
        </Stack>
      )}
    </Page>
  );
}

function Told({ ageing: { items, totals, more } }: { ageing: Ageing }) {
  const { t } = useTranslation();
  if (items.length === 0) {
    return (
      <EmptyState
        icon={IconCircleCheck}
        title={t('receivables:none.title')}
        text={t('receivables:none.text')}
      />
    );
  }
  return (
    <div className={classes.stack}>
      {totals.map((ages) => (
        <Total key={ages.currency} ages={ages} />
      ))}
      <div className={classes.scroll}>
        <table className={classes.table}>
          <thead>
            <tr>
              <th scope="col">{t('kinds:account.one')}</th>
              {ageBuckets.map((bucket) => (
                <th key={bucket} scope="col" className={classes.number}>
                  {t(`receivables:age.${bucket}`)}
                </th>
              ))}
              <th scope="col" className={classes.number}>
                {t('receivables:total')}
              </th>
            </tr>
          </thead>
          <tbody>
            {items.map((row) => (
              <tr key={`${row.accountId} ${row.currency}`}>
                <th scope="row">
                  <Anchor
                    inherit
                    component={Link}
                    to={recordPath('account', row.accountId)}
                    search={{ tab: 'statement' } as never}
                  >
                    <bdi>{row.name}</bdi>
                  </Anchor>
                </th>
                {ageBuckets.map((bucket) => (
                  <td
                    key={bucket}
                    className={classes.number}
                    data-age={bucket}
                    data-label={t(`receivables:age.${bucket}`)}
                  >
                    {toMinor(row[bucket], row.currency) === 0n ? (
                      <span className={classes.nothing}>–</span>
                    ) : (
                      <Money amount={row[bucket]} currency={null} />
                    )}
                  </td>
                ))}
                <td className={classes.number} data-label={t('receivables:total')}>
                  <Money amount={row.total} currency={row.currency} strong />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {more && <p className={classes.hint}>{t('receivables:more')}</p>}
    </div>
  );
}

/** A whole of money by its age: a bar, and its parts in figures. */
function Total({ ages }: { ages: Ages }) {
  const { t } = useTranslation();
  const total = toMinor(ages.total, ages.currency);
  const share = (amount: string) =>
    total === 0n ? 0 : Number((toMinor(amount, ages.currency) * 1000n) / total) / 10;
  return (
    <section className={classes.panel} aria-label={t('receivables:dueIn', { currency: ages.currency })}>
      <div className={classes.totalHead}>
        <span>{t('receivables:outstanding')}</span>
        <strong>
          <Money amount={ages.total} currency={ages.currency} />
        </strong>
      </div>
      <div className={classes.bar} aria-hidden>
        {ageBuckets
          .filter((bucket) => share(ages[bucket]) > 0)
          .map((bucket) => (
            <span key={bucket} data-age={bucket} style={{ inlineSize: `${share(ages[bucket])}%` }} />
          ))}
      </div>
      <dl className={classes.parts}>
        {ageBuckets.map((bucket) => (
          <div key={bucket}>
            <dt>
              <span className={classes.dot} data-age={bucket} aria-hidden />
              {t(`receivables:age.${bucket}`)}
            </dt>
            <dd>
              <Money amount={ages[bucket]} currency={ages.currency} />
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
