import type { CSSProperties } from 'react';
import { useTranslation } from 'react-i18next';
import type { Tone } from '#web/platform/colours.ts';
import classes from './status-badge.module.css';
import { lookOf } from './statuses.ts';

export function toneStyle(tone: Tone): CSSProperties {
  return {
    '--badge-background': `var(--tone-${tone}-background)`,
    '--badge-text': `var(--tone-${tone}-text)`,
    '--badge-border': `var(--tone-${tone}-border)`,
  } as CSSProperties;
}

type Props = {
  /** Which set of statuses: a record kind, or `quality`, `member`, `job`. */
  kind: string;
  status: string;
  /** Said instead of the status's own word: the name of a stage. */
  name?: string;
  /** Without the box, for places that are boxes themselves. */
  plain?: boolean;
};

/** A status told three times: by its word, its shape and its colour. */
export function StatusBadge({ kind, status, name, plain }: Props) {
  const { t } = useTranslation();
  const { tone, icon: Icon } = lookOf(kind, status);
  return (
    <span className={classes.badge} style={toneStyle(tone)} data-plain={plain || undefined}>
      <Icon size={13} stroke={2} aria-hidden />
      <span className={classes.word}>{name ?? t(`status:${kind}.${status}`, { defaultValue: status })}</span>
    </span>
  );
}
