import { Button, Progress, Text } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { isRunning, type Job } from '#web/components/jobs/use-jobs.ts';
import { useNotify } from '#web/components/notify.tsx';
import { api } from '#web/platform/api.ts';
import { useFormat } from '#web/platform/use-format.ts';
import { type Import, jobQuery } from './import.ts';
import classes from './imports.module.css';

/** How far the work is. It goes on without this screen. */
export function RunningStep({ item }: { item: Import }) {
  const { t } = useTranslation();
  const format = useFormat();
  const notify = useNotify();
  const queryClient = useQueryClient();
  const job = useQuery({ ...jobQuery(item.jobId ?? ''), enabled: item.jobId !== null }).data;
  const ended = job !== undefined && !isRunning(job);
  useEffect(() => {
    if (!ended) return;
    void queryClient.invalidateQueries({ queryKey: ['import'] });
    void queryClient.invalidateQueries({ queryKey: [item.kind] });
  }, [ended, item.kind, queryClient]);
  const cancel = useMutation({
    mutationFn: () => api.post<Job>(`/jobs/${item.jobId}/cancel`),
    onError: notify.refused,
  });
  const done = job?.done ?? 0;
  const total = job?.total ?? item.total;
  return (
    <section className={classes.step}>
      <Text role="status">
        {t(item.status === 'undoing' ? 'imports:undoing' : 'imports:running', {
          done: format.decimal(done),
          total: format.decimal(total),
        })}
      </Text>
      <Progress value={total > 0 ? (done / total) * 100 : 0} aria-label={t('imports:progress')} animated />
      <Text size="sm" c="dimmed">
        {t('imports:background')}
      </Text>
      <div className={classes.acts}>
        <Button variant="default" onClick={() => cancel.mutate()} loading={cancel.isPending}>
          {t('imports:stop')}
        </Button>
        <Button variant="subtle" component={Link} to="/imports">
          {t('imports:title')}
        </Button>
      </div>
    </section>
  );
}
