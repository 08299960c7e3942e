import type { ReactNode } from 'react';
import classes from './record.module.css';

/** A box at the end side of a record's page: related records, or a few figures. */
export function SidePanel(props: { title: string; action?: ReactNode; children: ReactNode }) {
  return (
    <section className={classes.panel}>
      <h2 className={classes.sideTitle}>
        <span>{props.title}</span>
        {props.action}
      </h2>
      <div className={classes.sideBody}>{props.children}</div>
    </section>
  );
}
