import { ActionIcon, Menu } from '@mantine/core';
import { IconBell, IconCalendarTime, IconFlag, IconPhoneCall } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { addDays } from '#domain/time-zones.ts';
import { Due } from '#web/components/due.tsx';
import { Money } from '#web/components/money.tsx';
import { useNotify } from '#web/components/notify.tsx';
import { StatusBadge } from '#web/components/status-badge.tsx';
import { CompleteBox } from '#web/features/tasks/complete-box.tsx';
import { api } from '#web/platform/api.ts';
import { useFormat } from '#web/platform/use-format.ts';
import { type DayItem, dayKey, pathOf, putOff } from './day.ts';
import classes from './my-day.module.css';

const icons = { next_action: IconPhoneCall, closing: IconFlag, reminder: IconBell };

/** One thing to do: tick it, open it, or put it off. */
export function DayLine({ item, today }: { item: DayItem; today: string }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { type, title, note, recordTitle } = item;
  const about = type === 'task' ? recordTitle : note;
  const many = Boolean(item.amount) || item.priority === 'high' || item.date < today;
  return (
    <li className={classes.line} data-many={many || undefined}>
      <span className={classes.mark}>
        {type === 'task' ? (
          <CompleteBox id={item.id} subject={title} done={false} disabled={!item.mayEdit} />
        ) : (
          <TypeIcon type={type} />
        )}
      </span>
      <Link to={pathOf(item)} className={classes.name}>
        <bdi>{title}</bdi>
        {about && <bdi className={classes.about}>{about}</bdi>}
      </Link>
      <span className={classes.facts}>
        {item.amount && <Money amount={item.amount} currency={item.currency} />}
        {item.priority === 'high' && <StatusBadge kind="priority" status="high" plain />}
        {item.date < today && <Due date={item.date} today={today} />}
        {item.date >= today && (
          <span className={classes.when}>
            {item.date > today && format.date(item.date)} {item.time && <bdi dir="ltr">{item.time}</bdi>}
          </span>
        )}
      </span>
      {item.mayEdit && <PutOff item={item} today={today} label={t('home:day.putOff', { title })} />}
    </li>
  );
}

function TypeIcon({ type }: { type: keyof typeof icons }) {
  const { t } = useTranslation();
  const Icon = icons[type];
  return <Icon size={16} aria-label={t(`home:day.type.${type}`)} role="img" />;
}

type PutOffProps = { item: DayItem; today: string; label: string };

/** Moves something to another day, and back. */
function PutOff({ item, today, label }: PutOffProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const notify = useNotify();
  const queryClient = useQueryClient();
  const move = useMutation({
    mutationFn: async (date: string) => {
      const change = putOff(item, date);
      if (change) await api.patch(change.path, change.body);
      return date;
    },
    onSuccess: (date) => {
      const undo = date === item.date ? undefined : () => move.mutate(item.date);
      notify.done(t('home:day.moved', { date: format.date(date) }), undo);
    },
    onError: notify.refused,
    onSettled: () =>
      Promise.all([
        queryClient.invalidateQueries({ queryKey: dayKey }),
        queryClient.invalidateQueries({ queryKey: [item.recordKind ?? 'task'] }),
      ]),
  });
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" aria-label={label} loading={move.isPending}>
          <IconCalendarTime size={16} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={() => move.mutate(addDays(today, 1))}>{t('home:day.tomorrow')}</Menu.Item>
        <Menu.Item onClick={() => move.mutate(addDays(today, 7))}>{t('home:day.nextWeek')}</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
