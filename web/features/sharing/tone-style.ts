import type { CSSProperties } from 'react';

/** The colours of a tone, for the classes that take them. */
export function toneStyle(tone: string): CSSProperties {
  return {
    '--tone-background': `var(--tone-${tone}-background)`,
    '--tone-text': `var(--tone-${tone}-text)`,
    '--tone-border': `var(--tone-${tone}-border)`,
  } as CSSProperties;
}
