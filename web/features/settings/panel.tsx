import type { ReactNode } from 'react';
import classes from './settings.module.css';

type Props = {
  title?: string;
  text?: string;
  actions?: ReactNode;
  /** The content brings its own edges (rows). */
  flush?: boolean;
  /** Space below as above: content that does not end with a form's foot. */
  even?: boolean;
  children: ReactNode;
};

/** One matter on a page of settings. */
export function Panel({ title, text, actions, flush, even, children }: Props) {
  return (
    <section className={classes.panel} aria-label={title}>
      {title && (
        <header className={classes.panelHead}>
          <div>
            <h2>{title}</h2>
            {text && <span className={classes.panelText}>{text}</span>}
          </div>
          {actions && <div className={classes.panelActions}>{actions}</div>}
        </header>
      )}
      {flush ? (
        children
      ) : (
        <div className={classes.panelBody} data-even={even || undefined}>
          {children}
        </div>
      )}
    </section>
  );
}
