import { Anchor, Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { RecordKindName } from '#domain/events.ts';
import type { ListAnswer } from '#web/components/list/use-list.ts';
import { api } from '#web/platform/api.ts';
import { capabilityOf, kinds, recordPath } from '#web/platform/kinds.ts';
import { useCan } from '#web/platform/session.ts';
import { useFormat } from '#web/platform/use-format.ts';
import classes from './home.module.css';

type Props<Item> = {
  kind: RecordKindName;
  title: string;
  query: Record<string, string>;
  name: (item: Item) => string;
  detail: (item: Item) => ReactNode;
};

/** A few of my own records, with the way to all of them. */
export function MyRecords<Item extends { id: string }>({ kind, title, query, name, detail }: Props<Item>) {
  const { t } = useTranslation();
  const format = useFormat();
  const can = useCan();
  const allowed = can(capabilityOf(kind, 'view'));
  const list = useQuery({
    queryKey: [kind, 'mine', query],
    queryFn: ({ signal }) =>
      api.get<ListAnswer<Item>>(`/${kinds[kind].path}`, { query: { ...query, limit: 8 }, signal }),
    enabled: allowed,
  });
  if (!allowed) return null;
  const { items = [], total } = list.data ?? {};
  return (
    <section className={classes.panel}>
      <header className={classes.head}>
        <h2>{title}</h2>
        {total && <span className={classes.count}>{format.total(total)}</span>}
        <Anchor
          component={Link}
          to={`/${kinds[kind].path}`}
          search={query as never}
          size="sm"
          className={classes.all}
        >
          {t('home:all')}
        </Anchor>
      </header>
      <ul className={classes.list}>
        {list.isPending &&
          [1, 2, 3].map((line) => (
            <li key={line} className={classes.item} aria-hidden>
              <Skeleton height={12} width="60%" />
            </li>
          ))}
        {items.map((item) => (
          <li key={item.id}>
            <Link to={recordPath(kind, item.id)} className={classes.item}>
              <span className={classes.name}>
                <bdi>{name(item)}</bdi>
              </span>
              <span className={classes.detail}>{detail(item)}</span>
            </Link>
          </li>
        ))}
        {list.isSuccess && items.length === 0 && <li className={classes.empty}>{t('home:nothingOpen')}</li>}
        {list.isError && <li className={classes.empty}>{t('common:state.failed')}</li>}
      </ul>
    </section>
  );
}
