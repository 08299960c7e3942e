import { Text, Title } from '@mantine/core';
import type { IconCircle } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import classes from './empty-state.module.css';

type Props = {
  icon: typeof IconCircle;
  title: string;
  /** What this place is for, in a sentence or two. */
  text?: string;
  actions?: ReactNode;
};

/** A place with nothing in it yet (or nothing to show): what it is for, and what to do next. */
export function EmptyState({ icon: Icon, title, text, actions }: Props) {
  return (
    <div className={classes.state}>
      <span className={classes.icon} aria-hidden>
        <Icon size={22} stroke={1.5} />
      </span>
      <Title order={2}>{title}</Title>
      {text && <Text c="dimmed">{text}</Text>}
      {actions && <div className={classes.actions}>{actions}</div>}
    </div>
  );
}
