import { Tooltip } from '@mantine/core';
import { IconClockExclamation } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { isClosedStage } from '#domain/opportunities.ts';
import { useNow } from '#web/platform/now.ts';
import { useFormat } from '#web/platform/use-format.ts';
import classes from './opportunities.module.css';
import type { Opportunity } from './opportunity.ts';

/** The reader's own date, as the API writes dates. */
function todayOf(now: number): string {
  const day = new Date(now);
  const two = (part: number) => String(part).padStart(2, '0');
  return `${day.getFullYear()}-${two(day.getMonth() + 1)}-${two(day.getDate())}`;
}

/** When the deal may close; past its date it is marked while it is still open. */
export function CloseDate({
  opportunity: { expectedCloseDate, stage },
}: {
  opportunity: Pick<Opportunity, 'expectedCloseDate' | 'stage'>;
}) {
  const { t } = useTranslation();
  const format = useFormat();
  const now = useNow();
  if (!expectedCloseDate) return null;
  const date = format.date(expectedCloseDate);
  if (isClosedStage(stage) || expectedCloseDate >= todayOf(now)) return <span>{date}</span>;
  return (
    <Tooltip label={t('opportunities:board.late')}>
      <span className={classes.late}>
        <IconClockExclamation size={13} role="img" aria-label={t('opportunities:board.late')} />
        {date}
      </span>
    </Tooltip>
  );
}
