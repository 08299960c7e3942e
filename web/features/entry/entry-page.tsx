import { Title } from '@mantine/core';
import type { ReactNode } from 'react';
import { LanguageSwitch } from '#web/components/language-switch.tsx';
import { usePageTitle } from '#web/platform/page-title.ts';
import classes from './entry.module.css';

/** A page for whoever is not signed in: one card with one form. */
export function EntryPage(props: { title: string; lead?: string; wide?: boolean; children: ReactNode }) {
  usePageTitle(props.title);
  return (
    <main className={classes.page}>
      <div className={classes.card} data-wide={props.wide || undefined}>
        <img src="/favicon.svg" alt="Parley" className={classes.mark} />
        <Title order={1}>{props.title}</Title>
        {props.lead && <p className={classes.lead}>{props.lead}</p>}
        {props.children}
      </div>
      <div className={classes.foot}>
        <LanguageSwitch />
      </div>
    </main>
  );
}
