import { Button, Group, Progress, Stack, Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api } from '#web/platform/api.ts';
import { useFormat } from '#web/platform/use-format.ts';
import { useNotify } from '../notify.tsx';
import { When } from '../when.tsx';
import { useJobWords } from './job-words.ts';
import classes from './jobs.module.css';
import { useShowRefused } from './refused.tsx';
import { bulkResult, isRunning, type Job, jobsQuery } from './use-jobs.ts';
import { useUndoBulk } from './use-undo-bulk.ts';

/** One piece of long work, with what can be done about it. */
export function JobRow({ job, close }: { job: Job; close: () => void }) {
  const { t } = useTranslation();
  const format = useFormat();
  const words = useJobWords();
  const running = isRunning(job);
  const total = job.total ?? 0;
  const part = total > 0 ? Math.min(100, (job.done / total) * 100) : 0;
  const progress = t('lists:job.progress', { done: format.decimal(job.done), total: format.decimal(total) });
  return (
    <Stack gap={4} className={classes.job}>
      <Group justify="space-between" wrap="nowrap">
        <Text size="sm" fw={500} truncate>
          {words.title(job)}
        </Text>
        <Text size="xs" c="dimmed" style={{ whiteSpace: 'nowrap' }}>
          {running ? t(`lists:job.status.${job.status}`) : <When at={job.endedAt ?? job.createdAt} />}
        </Text>
      </Group>
      {running && <Progress value={part} size="sm" aria-label={words.title(job)} />}
      <Group justify="space-between" wrap="nowrap" gap="xs">
        <Text size="xs" c="dimmed">
          {running && total > 0 ? progress : words.outcome(job)}
        </Text>
        <JobActs job={job} close={close} />
      </Group>
    </Stack>
  );
}

function JobActs({ job, close }: { job: Job; close: () => void }) {
  const { t } = useTranslation();
  const queryClient = useQueryClient();
  const notify = useNotify();
  const undo = useUndoBulk();
  const showRefused = useShowRefused();
  const cancel = useMutation({
    mutationFn: () => api.post(`/jobs/${job.id}/cancel`),
    onSettled: () => queryClient.invalidateQueries({ queryKey: jobsQuery.queryKey }),
    onError: (error) => notify.refused(error),
  });
  const result = bulkResult(job);
  const act = { variant: 'subtle', size: 'compact-xs' } as const;
  if (isRunning(job)) {
    return (
      <Button {...act} color="gray" loading={cancel.isPending} onClick={() => cancel.mutate()}>
        {t('lists:job.cancel')}
      </Button>
    );
  }
  if (!result) return null;
  return (
    <Group gap={4} wrap="nowrap">
      {result.refused > 0 && (
        <Button
          {...act}
          onClick={() => {
            close();
            showRefused(job.id);
          }}
        >
          {t('lists:job.refused')}
        </Button>
      )}
      {result.changed > 0 && !result.undoOf && (
        <Button
          {...act}
          loading={undo.isPending}
          disabled={undo.isSuccess}
          onClick={() => undo.mutate(job.id)}
        >
          {t('lists:job.undo')}
        </Button>
      )}
    </Group>
  );
}
