import { IconCalendarDue, IconClockExclamation } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '#web/platform/use-format.ts';
import statusClasses from './status-badge.module.css';
import { toneStyle } from './status-badge.tsx';

/**
 * A day on which something is due: past days in red and today in amber, each with its shape and, for those who do not
 * see it, the word. A day to come is only a date.
 */
export function Due({ date, today }: { date: string | null; today: string }) {
  const { t } = useTranslation();
  const format = useFormat();
  if (!date) return null;
  if (date > today)
    return (
      <span className={statusClasses.badge} data-plain>
        {format.date(date)}
      </span>
    );
  const overdue = date < today;
  const Icon = overdue ? IconClockExclamation : IconCalendarDue;
  return (
    <span className={statusClasses.badge} style={toneStyle(overdue ? 'red' : 'amber')} data-plain>
      <Icon size={14} aria-label={t(overdue ? 'common:due.overdue' : 'common:due.today')} />
      {date === today ? t('common:due.today') : format.date(date)}
    </span>
  );
}
