import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import classes from '#web/components/document/document.module.css';
import { toneStyle } from '#web/components/status-badge.tsx';
import { useFormat } from '#web/platform/use-format.ts';

/** Says that a quote waits for its time, and that it cannot be changed until then. */
export function ScheduledBanner({ at }: { at: string }) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <div className={classes.banner} style={toneStyle('blue')} role="status">
      <span>{t('sending:banner', { time: `\u2068${format.instant(at)}\u2069` })}</span>
      <Link to="/scheduled-sends">{t('sending:allScheduled')}</Link>
    </div>
  );
}
