import { IconAlertTriangle, IconCircleCheck, IconInfoCircle } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import classes from './notice.module.css';
import { toneStyle } from './tone-style.ts';

type Props = {
  tone: 'neutral' | 'green' | 'amber' | 'red' | 'blue';
  heading: string;
  text?: string;
  quote?: string | null;
  /** Whether it is all that the page says. */
  alone?: boolean;
  children?: ReactNode;
};

const icons = { green: IconCircleCheck, amber: IconAlertTriangle, red: IconAlertTriangle } as const;

/** Where the document stands, or why there is none: a sentence, a colour and a shape. */
export function Notice({ tone, heading, text, quote, alone, children }: Props) {
  const Icon = icons[tone as keyof typeof icons] ?? IconInfoCircle;
  const Heading = alone ? 'h1' : 'h2';
  return (
    <section className={classes.notice} style={toneStyle(tone)}>
      <Icon size={22} aria-hidden className={classes.noticeIcon} />
      <div>
        <Heading className={classes.noticeHeading}>{heading}</Heading>
        {text && <p className={classes.noticeText}>{text}</p>}
        {quote && (
          <blockquote className={classes.said} dir="auto">
            {quote}
          </blockquote>
        )}
        {children}
      </div>
    </section>
  );
}
