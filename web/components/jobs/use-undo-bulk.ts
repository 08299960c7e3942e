import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api } from '#web/platform/api.ts';
import { useNotify } from '../notify.tsx';
import { jobsQuery } from './use-jobs.ts';

/** Gives the records of a bulk change back what they had; that is work of its own, shown in the tray. */
export function useUndoBulk() {
  const queryClient = useQueryClient();
  const notify = useNotify();
  return useMutation({
    mutationFn: (jobId: string) => api.post<{ jobId: string }>(`/bulk/${jobId}/undo`),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: jobsQuery.queryKey }),
    onError: (error) => notify.refused(error),
  });
}
