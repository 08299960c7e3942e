import { UnstyledButton } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useUrlState } from '#web/platform/url-state.ts';
import classes from './timeline.module.css';

/** The groups that the API filters by, in the order of their chips. */
export const groups = ['note', 'call', 'email', 'sms', 'meeting', 'task', 'file', 'change'] as const;
type Group = (typeof groups)[number];

/** The groups chosen in the address (`?timeline=note,call`); none chosen is all of them. */
export function useTimelineGroups(): [Group[], (chosen: Group[]) => void] {
  const [search, change] = useUrlState();
  const words = (search.timeline ?? '').split(',');
  return [
    groups.filter((group) => words.includes(group)),
    (chosen) => change({ timeline: chosen.length > 0 ? chosen.join(',') : null }),
  ];
}

/** Which kinds of things the timeline shows. */
export function TimelineFilter() {
  const { t } = useTranslation();
  const [chosen, choose] = useTimelineGroups();
  return (
    <fieldset className={classes.filter} aria-label={t('timeline:filter')}>
      <Chip pressed={chosen.length === 0} label={t('timeline:group.all')} onClick={() => choose([])} />
      {groups.map((group) => (
        <Chip
          key={group}
          pressed={chosen.includes(group)}
          label={t(`timeline:group.${group}`)}
          onClick={() =>
            choose(chosen.includes(group) ? chosen.filter((one) => one !== group) : [...chosen, group])
          }
        />
      ))}
    </fieldset>
  );
}

function Chip({ pressed, label, onClick }: { pressed: boolean; label: string; onClick: () => void }) {
  return (
    <UnstyledButton className={classes.chip} aria-pressed={pressed} onClick={onClick}>
      {label}
    </UnstyledButton>
  );
}
