import { TextInput } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNotify } from '#web/components/notify.tsx';
import { api } from '#web/platform/api.ts';
import { useCan } from '#web/platform/session.ts';
import classes from './my-day.module.css';

/** A line that makes a task for today by Enter. What was typed stays where it is refused. */
export function QuickAdd({ today }: { today: string }) {
  const { t } = useTranslation();
  const notify = useNotify();
  const queryClient = useQueryClient();
  const [subject, setSubject] = useState('');
  const add = useMutation({
    mutationFn: () => api.post('/tasks', { subject, dueDate: today }),
    onSuccess: () => setSubject(''),
    onError: notify.refused,
    onSettled: () => queryClient.invalidateQueries({ queryKey: ['task'] }),
  });
  if (!useCan()('crm.tasks.create')) return null;
  return (
    <form
      className={classes.add}
      onSubmit={(event) => {
        event.preventDefault();
        if (subject.trim() && !add.isPending) add.mutate();
      }}
    >
      <TextInput
        variant="unstyled"
        size="sm"
        maxLength={180}
        autoComplete="off"
        leftSection={<IconPlus size={16} aria-hidden />}
        aria-label={t('home:day.quickLabel')}
        placeholder={t('home:day.quickHint')}
        value={subject}
        onChange={(event) => setSubject(event.currentTarget.value)}
      />
    </form>
  );
}
