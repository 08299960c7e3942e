import { useTranslation } from 'react-i18next';
import type { RecordBase } from '#web/components/list/declare.ts';
import { Money } from '#web/components/money.tsx';
import { Page } from '#web/components/page.tsx';
import { StatusBadge } from '#web/components/status-badge.tsx';
import { WaitingPanel } from '#web/features/approvals/waiting-panel.tsx';
import { type Lead, leadName } from '#web/features/leads/lead.ts';
import { localDay } from '#web/platform/format.ts';
import { useNow } from '#web/platform/now.ts';
import { useSession } from '#web/platform/session.ts';
import { useFormat } from '#web/platform/use-format.ts';
import { FirstSteps } from './first-steps.tsx';
import classes from './home.module.css';
import { MyDay } from './my-day.tsx';
import { MyRecords } from './my-records.tsx';
import { Pipeline } from './pipeline.tsx';

type Opportunity = RecordBase & {
  name: string;
  stage: string;
  amount: string | null;
};

const openLeads = 'new,contacted,qualified';

function partOfDay(hour: number): string {
  if (hour < 5 || hour >= 18) return 'evening';
  return hour < 12 ? 'morning' : 'afternoon';
}

/** Where the day starts: what to do first in a new company, then what is due and what is open. */
export function Home() {
  const { t } = useTranslation();
  const format = useFormat();
  const now = useNow();
  const me = useSession();
  const first = me?.member.name.split(' ')[0] ?? '';
  const greeting = t(`home:greeting.${partOfDay(new Date(now).getHours())}`, { name: first });
  return (
    <Page title={greeting} name={t('common:nav.home')} aside={format.date(localDay(now), 'long')}>
      <FirstSteps />
      <div className={classes.panels}>
        <div className={classes.column}>
          <WaitingPanel />
          <MyDay />
        </div>
        <div className={classes.column}>
          <Pipeline />
          <MyRecords<Lead>
            kind="lead"
            title="home:leads"
            empty="home:nothingOpen"
            query={{ status: openLeads, sort: '-createdAt' }}
            name={leadName}
            detail={(lead) => <StatusBadge kind="lead" status={lead.status} plain />}
          />
          <MyRecords<Opportunity>
            kind="opportunity"
            title="home:opportunities"
            empty="home:nothingOpen"
            query={{ stage: 'new,qualified,quote_ready,negotiation', sort: '-updatedAt' }}
            name={(opportunity) => opportunity.name}
            detail={(opportunity) => (
              <>
                {opportunity.amount && <Money amount={opportunity.amount} currency={opportunity.currency} />}
                <StatusBadge kind="opportunity" status={opportunity.stage} plain />
              </>
            )}
          />
        </div>
      </div>
    </Page>
  );
}
