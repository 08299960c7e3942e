import { SimpleGrid } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Money } from '#web/components/money.tsx';
import { Page } from '#web/components/page.tsx';
import { StatusBadge } from '#web/components/status-badge.tsx';
import { type Lead, leadName } from '#web/features/leads/lead.ts';
import { useNow } from '#web/platform/now.ts';
import { useSession } from '#web/platform/session.ts';
import { useFormat } from '#web/platform/use-format.ts';
import { FirstSteps } from './first-steps.tsx';
import classes from './home.module.css';
import { MyRecords } from './my-records.tsx';

type Opportunity = {
  id: string;
  name: string;
  stage: string;
  amount?: string | null;
  currency?: string | null;
  expectedCloseDate?: string | null;
};

function partOfDay(hour: number): string {
  if (hour < 5 || hour >= 18) return 'evening';
  return hour < 12 ? 'morning' : 'afternoon';
}

/** Where the day starts: what to do first in a new company, then my own open work. */
export function Home() {
  const { t } = useTranslation();
  const format = useFormat();
  const now = useNow();
  const me = useSession();
  const first = me?.member.name.split(' ')[0] ?? '';
  const greeting = t(`home:greeting.${partOfDay(new Date(now).getHours())}`, { name: first });
  return (
    <Page title={greeting} aside={format.date(new Date(now).toISOString(), 'long')}>
      <FirstSteps />
      <SimpleGrid cols={{ base: 1, md: 2 }} spacing="md" className={classes.panels}>
        <MyRecords<Lead>
          kind="lead"
          title={t('home:myLeads')}
          query={{ ownerId: 'me', status: 'new,contacted,qualified', sort: '-createdAt' }}
          name={leadName}
          detail={(lead) => <StatusBadge kind="lead" status={lead.status} plain />}
        />
        <MyRecords<Opportunity>
          kind="opportunity"
          title={t('home:myOpportunities')}
          query={{ ownerId: 'me', stage: 'new,qualified,quote_ready,negotiation', sort: '-updatedAt' }}
          name={(opportunity) => opportunity.name}
          detail={(opportunity) => (
            <>
              {opportunity.amount && <Money amount={opportunity.amount} currency={opportunity.currency} />}
              <StatusBadge kind="opportunity" status={opportunity.stage} plain />
            </>
          )}
        />
      </SimpleGrid>
    </Page>
  );
}
