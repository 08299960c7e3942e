import { Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { RecordKindName } from '#domain/events.ts';
import type { ListAnswer } from '#web/components/list/use-list.ts';
import { api } from '#web/platform/api.ts';
import { capabilityOf, kinds, recordPath } from '#web/platform/kinds.ts';
import { useCan } from '#web/platform/session.ts';
import { useUrlState } from '#web/platform/url-state.ts';
import classes from './home.module.css';
import { Panel } from './panel.tsx';

type Props<Item> = {
  kind: RecordKindName;
  /** i18n prefix of the two titles: `.mine` and `.all`. */
  title: string;
  query: Record<string, string>;
  /** What is said when there is nothing. */
  empty: string;
  name: (item: Item) => string;
  detail: (item: Item) => ReactNode;
};

function useFew<Item>(kind: RecordKindName, query: Record<string, string>, enabled: boolean) {
  return useQuery({
    queryKey: [kind, 'few', query],
    queryFn: ({ signal }) =>
      api.get<ListAnswer<Item>>(`/${kinds[kind].path}`, { query: { ...query, limit: 6 }, signal }),
    enabled,
  });
}

/** A few of my own records; for whoever owns none, such as an administrator, a few of everybody's. */
export function MyRecords<Item extends { id: string }>(props: Props<Item>) {
  const { kind, title, empty, name, detail } = props;
  const { t } = useTranslation();
  const can = useCan();
  const [{ scopeNodeId }] = useUrlState();
  const allowed = can(capabilityOf(kind, 'view'));
  const all = scopeNodeId ? { ...props.query, scopeNodeId } : props.query;
  const own = useFew<Item>(kind, { ...all, ownerId: 'me' }, allowed);
  const ownNone = own.isSuccess && own.data.items.length === 0;
  const everybody = useFew<Item>(kind, all, allowed && ownNone);
  const isOwn = !ownNone || !everybody.data?.items.length;
  const shown = ownNone ? everybody : own;
  if (!allowed) return null;
  const items = shown.data?.items ?? [];
  return (
    <Panel
      title={t(isOwn ? `${title}.mine` : `${title}.all`)}
      total={shown.data?.total}
      to={`/${kinds[kind].path}`}
      search={isOwn ? { ...props.query, ownerId: 'me' } : props.query}
    >
      <ul className={classes.list}>
        {shown.isPending &&
          [1, 2, 3].map((line) => (
            <li key={line} className={classes.item} aria-hidden>
              <Skeleton height={12} width="60%" />
            </li>
          ))}
        {items.map((item) => (
          <li key={item.id}>
            <Link to={recordPath(kind, item.id)} className={classes.item}>
              <span className={classes.name}>
                <bdi className={classes.words}>{name(item)}</bdi>
              </span>
              <span className={classes.detail}>{detail(item)}</span>
            </Link>
          </li>
        ))}
        {shown.isSuccess && items.length === 0 && <li className={classes.empty}>{t(empty)}</li>}
        {shown.isError && <li className={classes.empty}>{t('common:state.failed')}</li>}
      </ul>
    </Panel>
  );
}
