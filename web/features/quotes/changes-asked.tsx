import { useTranslation } from 'react-i18next';
import classes from '#web/components/document/document.module.css';
import { toneStyle } from '#web/components/status-badge.tsx';
import { useFormat } from '#web/platform/use-format.ts';
import type { Quote } from './quote.ts';

/** What the customer wants to be different, until it is answered by another version. */
export function ChangesAsked({ quote }: { quote: Quote }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { changesRequestedAt, changesRequestedNote, changesRequestedByName } = quote;
  if (!changesRequestedAt) return null;
  const facts = {
    date: `\u2068${format.date(changesRequestedAt)}\u2069`,
    name: `\u2068${changesRequestedByName ?? ''}\u2069`,
  };
  return (
    <div className={classes.banner} style={toneStyle('amber')}>
      <span>{t(changesRequestedByName ? 'sharing:changesBy' : 'sharing:changes', facts)}</span>
      <q dir="auto">{changesRequestedNote}</q>
    </div>
  );
}
