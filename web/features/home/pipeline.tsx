import { Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { openStages } from '#domain/opportunities.ts';
import type { Total } from '#web/components/list/use-list.ts';
import { Money } from '#web/components/money.tsx';
import { StatusBadge } from '#web/components/status-badge.tsx';
import { api } from '#web/platform/api.ts';
import { usePipelineWords } from '#web/platform/pipelines.ts';
import { useCan } from '#web/platform/session.ts';
import { useUrlState } from '#web/platform/url-state.ts';
import { useFormat } from '#web/platform/use-format.ts';
import classes from './home.module.css';
import { Panel } from './panel.tsx';

type Column = {
  stageId: string;
  name: string;
  nameKey: string | null;
  status: string;
  count: Total;
  sums: { currency: string; amount: string }[];
};

/** The open business by stage: how many deals, and what they are worth in each currency, over all of them. */
export function Pipeline() {
  const { t } = useTranslation();
  const allowed = useCan()('crm.opportunities.view');
  const [{ scopeNodeId }] = useUrlState();
  const board = useQuery({
    queryKey: ['opportunity', 'pipeline', scopeNodeId],
    queryFn: ({ signal }) =>
      api.get<{ columns: Column[] }>('/opportunities/board', { query: { limit: 1, scopeNodeId }, signal }),
    enabled: allowed,
  });
  if (!allowed || board.isError) return null;
  const stages = (board.data?.columns ?? []).filter(({ status }) =>
    openStages.some((open) => open === status),
  );
  const most = Math.max(1, ...stages.map(({ count }) => count.value));
  const total = stages.reduce((sum, { count }) => sum + count.value, 0);
  if (board.data && total === 0) return null;
  return (
    <Panel title={t('home:pipeline')} total={{ value: total, exact: true }} to="/opportunities/board">
      <ul className={classes.list}>
        {board.isPending &&
          openStages.map((stage) => (
            <li key={stage} className={classes.item} aria-hidden>
              <Skeleton height={12} width="80%" />
            </li>
          ))}
        {stages.map((stage) => (
          <Stage key={stage.stageId} stage={stage} share={stage.count.value / most} />
        ))}
      </ul>
    </Panel>
  );
}

function Stage({ stage, share }: { stage: Column; share: number }) {
  const format = useFormat();
  const say = usePipelineWords();
  return (
    <li>
      <Link to="/opportunities" search={{ stageId: stage.stageId } as never} className={classes.item}>
        <span className={classes.stage}>
          <StatusBadge kind="opportunity" status={stage.status} name={say(stage)} plain />
        </span>
        <span className={classes.bar} aria-hidden>
          <span style={{ inlineSize: `${share * 100}%` }} />
        </span>
        <span className={classes.deals}>{format.total(stage.count)}</span>
        <span className={classes.sums}>
          {stage.sums.map(({ currency, amount }) => (
            <Money key={currency} amount={amount} currency={currency} />
          ))}
        </span>
      </Link>
    </li>
  );
}
