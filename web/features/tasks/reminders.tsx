import { ActionIcon, Button, Group, Menu } from '@mantine/core';
import { DateTimePicker } from '@mantine/dates';
import { IconBell, IconPlus, IconX } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { RecordKindName } from '#domain/events.ts';
import { useNotify } from '#web/components/notify.tsx';
import { api } from '#web/platform/api.ts';
import { useFormat } from '#web/platform/use-format.ts';
import classes from './tasks.module.css';

type Reminder = { id: string; remindAt: string; note: string | null };
type Props = {
  kind: RecordKindName;
  id: string;
  live: boolean;
  /** Whether it is a task with a date, of which one can be reminded so many minutes before. */
  due?: boolean;
};

const before = [0, 15, 60, 1440] as const;

/** One's own reminders of a record: nobody else sees them. */
export function Reminders({ kind, id, live, due = false }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const notify = useNotify();
  const queryClient = useQueryClient();
  const reminders = useQuery({
    queryKey: ['reminder', 'of', id],
    queryFn: ({ signal }) =>
      api.get<{ items: Reminder[] }>('/reminders', { query: { recordId: id, limit: 25 }, signal }),
  });
  const changed = () =>
    Promise.all([
      queryClient.invalidateQueries({ queryKey: ['reminder'] }),
      queryClient.invalidateQueries({ queryKey: ['task', 'my-day'] }),
    ]);
  const remove = useMutation({
    mutationFn: (reminder: string) => api.delete(`/reminders/${reminder}`),
    onError: notify.refused,
    onSettled: changed,
  });
  const add = useMutation({
    mutationFn: (when: { remindAt: string } | { minutesBefore: number }) =>
      api.post('/reminders', { recordKind: kind, recordId: id, ...when }),
    onSuccess: () => notify.done(t('tasks:reminder.made')),
    onError: notify.refused,
    onSettled: changed,
  });
  const items = reminders.data?.items ?? [];
  return (
    <section className={classes.reminders} aria-label={t('tasks:reminder.title')}>
      <ul className={classes.list}>
        {items.map((reminder) => (
          <li key={reminder.id} className={classes.line}>
            <IconBell size={16} aria-hidden />
            <span className={classes.subject}>
              {format.instant(reminder.remindAt)} {reminder.note && <bdi>{reminder.note}</bdi>}
            </span>
            <ActionIcon
              variant="subtle"
              color="gray"
              aria-label={t('tasks:reminder.remove')}
              onClick={() => remove.mutate(reminder.id)}
            >
              <IconX size={14} />
            </ActionIcon>
          </li>
        ))}
      </ul>
      {live && <AddReminder due={due} add={add.mutate} />}
    </section>
  );
}

type AddProps = { due: boolean; add: (when: { remindAt: string } | { minutesBefore: number }) => void };

function AddReminder({ due, add }: AddProps) {
  const { t } = useTranslation();
  const [at, setAt] = useState<string | null>(null);
  const [picking, setPicking] = useState(false);
  if (picking) {
    return (
      <Group gap="xs" align="flex-end">
        <DateTimePicker
          label={t('tasks:reminder.at')}
          value={at}
          onChange={setAt}
          size="xs"
          popoverProps={{ withinPortal: true }}
          submitButtonProps={{ 'aria-label': t('common:act.done') }}
          w="14rem"
        />
        <Button
          size="xs"
          disabled={!at}
          onClick={() => {
            if (at) add({ remindAt: new Date(at.replace(' ', 'T')).toISOString() });
            setPicking(false);
            setAt(null);
          }}
        >
          {t('common:act.add')}
        </Button>
        <Button size="xs" variant="default" onClick={() => setPicking(false)}>
          {t('common:act.cancel')}
        </Button>
      </Group>
    );
  }
  return (
    <Menu position="bottom-start">
      <Menu.Target>
        <Button size="compact-sm" variant="subtle" leftSection={<IconPlus size={14} aria-hidden />}>
          {t('tasks:reminder.add')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {due &&
          before.map((minutesBefore) => (
            <Menu.Item key={minutesBefore} onClick={() => add({ minutesBefore })}>
              {t(`tasks:reminder.before.${minutesBefore}`)}
            </Menu.Item>
          ))}
        <Menu.Item onClick={() => add({ remindAt: tomorrowMorning() })}>
          {t('tasks:reminder.tomorrow')}
        </Menu.Item>
        <Menu.Item onClick={() => setPicking(true)}>{t('tasks:reminder.pick')}</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

function tomorrowMorning(): string {
  const at = new Date();
  at.setDate(at.getDate() + 1);
  at.setHours(8, 0, 0, 0);
  return at.toISOString();
}
