import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { BulkAction } from '#domain/bulk.ts';
import type { RecordKindName } from '#domain/events.ts';
import { api } from '#web/platform/api.ts';
import { kinds } from '#web/platform/kinds.ts';
import { type Job, jobsQuery } from '../jobs/use-jobs.ts';
import type { Chosen } from '../list/declare.ts';
import { useNotify } from '../notify.tsx';

export type BulkAsk = { action: BulkAction; values?: Record<string, unknown> };

/** Begins a bulk change of what is ticked. The tray shows it from then on and tells what came of it. */
export function useBulk(kind: RecordKindName, chosen: Chosen, done: () => void) {
  const { t } = useTranslation();
  const notify = useNotify();
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: ({ action, values }: BulkAsk) => {
      const { sort: _, ...filter } = chosen.query ?? {};
      const what = chosen.query ? { filter } : { ids: chosen.ids };
      return api.post<{ jobId: string; total: number }>(`/${kinds[kind].path}/bulk`, {
        ...what,
        action,
        values,
      });
    },
    onSuccess: ({ jobId, total }, { action }) => {
      // Shown as waiting at once: its end is told even when it comes before the next look.
      const waiting: Job = {
        id: jobId,
        kind: 'bulk',
        status: 'queued',
        done: 0,
        total,
        result: { action, kind, changed: 0, unchanged: 0, refused: 0 },
        errors: [],
        createdAt: new Date().toISOString(),
        endedAt: null,
      };
      queryClient.setQueryData<Job[]>(jobsQuery.queryKey, (jobs = []) => [waiting, ...jobs]);
      void queryClient.invalidateQueries({ queryKey: jobsQuery.queryKey });
      notify.done(t('lists:bulk.begun', { count: total }));
      done();
    },
  });
}
