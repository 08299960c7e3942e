import { Anchor } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Total } from '#web/components/list/use-list.ts';
import { useFormat } from '#web/platform/use-format.ts';
import classes from './home.module.css';

type Props = {
  title: string;
  total?: Total;
  /** Where all of it is. */
  to: string;
  search?: Record<string, string>;
  children: ReactNode;
};

/** A box on the first page: a few lines, their number, and the way to all of them. */
export function Panel({ title, total, to, search, children }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <section className={classes.panel}>
      <header className={classes.head}>
        <h2>{title}</h2>
        {total && <span className={classes.count}>{format.total(total)}</span>}
        <Anchor component={Link} to={to} search={search as never} size="sm" className={classes.all}>
          {t('home:all')}
        </Anchor>
      </header>
      {children}
    </section>
  );
}
