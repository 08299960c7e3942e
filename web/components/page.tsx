import { Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import { usePageTitle } from '#web/platform/page-title.ts';
import classes from './page.module.css';

type Props = {
  /** Shown as the heading and, without a `name`, as the document's title; already translated. */
  title: string;
  /** The document's title where the heading is not a name. */
  name?: string;
  /** Words beside the heading: a count, a state. */
  aside?: ReactNode;
  actions?: ReactNode;
  /** The screen fills the window and scrolls inside (lists, boards). */
  fill?: boolean;
  children: ReactNode;
};

/** The head and the body of a screen. */
export function Page({ title, name, aside, actions, fill, children }: Props) {
  usePageTitle(name ?? title);
  return (
    <div className={classes.page} data-fill={fill || undefined}>
      <header className={classes.header}>
        <Title order={1}>{title}</Title>
        {aside && (
          <Text span size="sm" c="dimmed">
            {aside}
          </Text>
        )}
        {actions && <div className={classes.actions}>{actions}</div>}
      </header>
      {children}
    </div>
  );
}
