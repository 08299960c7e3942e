import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { ListAnswer } from '#web/components/list/use-list.ts';
import { Money } from '#web/components/money.tsx';
import classes from '#web/features/home/home.module.css';
import { Panel } from '#web/features/home/panel.tsx';
import { api } from '#web/platform/api.ts';
import { recordPath } from '#web/platform/kinds.ts';
import { useCan } from '#web/platform/session.ts';

type Waiting = { id: string; title: string; number: string; total: string; currency: string };

/** Quotes that wait for the reader's own word; nothing at all while there are none. */
export function WaitingPanel() {
  const { t } = useTranslation();
  const can = useCan();
  const allowed = can('crm.quotes.approve');
  const search = { approval: 'mine' };
  const waiting = useQuery({
    queryKey: ['quote', 'waiting'],
    queryFn: ({ signal }) =>
      api.get<ListAnswer<Waiting>>('/quotes', { query: { ...search, limit: 6 }, signal }),
    enabled: allowed,
  });
  const items = waiting.data?.items ?? [];
  if (items.length === 0) return null;
  return (
    <Panel title={t('approvals:waiting')} total={waiting.data?.total} to="/quotes" search={search}>
      <ul className={classes.list}>
        {items.map(({ id, title, number, total, currency }) => (
          <li key={id}>
            <Link to={recordPath('quote', id)} className={classes.item}>
              <span className={classes.name}>
                <bdi className={classes.words}>{title}</bdi>
              </span>
              <span className={classes.detail}>
                <bdi>{number}</bdi>
                <Money amount={total} currency={currency} />
              </span>
            </Link>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
