import { Anchor, Skeleton, Stack } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { ErrorState } from '#web/components/error-state.tsx';
import { Tree } from '#web/components/tree.tsx';
import { recordPath } from '#web/platform/kinds.ts';
import { ConsentLedger } from './consent-ledger.tsx';
import { Figures } from './figures.tsx';
import { PeopleMap } from './people-map.tsx';
import classes from './profile.module.css';
import { useProfile } from './profile.ts';

/** What one wants to know before calling a customer: what they are worth, who is who there, and what they agreed to. */
export function Overview({ accountId }: { accountId: string }) {
  const { t } = useTranslation();
  const profile = useProfile(accountId);
  if (profile.isError && !profile.data) {
    return <ErrorState error={profile.error} retry={() => void profile.refetch()} />;
  }
  if (!profile.data) return <Waiting />;
  const { figures, people, family, consent } = profile.data;
  return (
    <Stack gap="lg">
      <Figures figures={figures} accountId={accountId} />
      {people && <PeopleMap people={people} />}
      {family.length > 1 && (
        <section>
          <h3 className={classes.title}>{t('profiles:family')}</h3>
          <Tree
            items={family}
            chosenId={accountId}
            render={({ id, name }) =>
              id === accountId ? (
                <strong>
                  <bdi>{name}</bdi>
                </strong>
              ) : (
                <Anchor inherit component={Link} to={recordPath('account', id)}>
                  <bdi>{name}</bdi>
                </Anchor>
              )
            }
          />
        </section>
      )}
      {consent.length > 0 && (
        <section>
          <h3 className={classes.title}>{t('profiles:consent.title')}</h3>
          <ConsentLedger entries={consent} names={new Map(people?.map(({ id, name }) => [id, name]))} />
        </section>
      )}
    </Stack>
  );
}

function Waiting() {
  return (
    <Stack gap="lg" aria-hidden>
      <div className={classes.figures}>
        {[1, 2, 3, 4].map((card) => (
          <Skeleton key={card} height={84} />
        ))}
      </div>
      <Skeleton height={120} />
    </Stack>
  );
}
