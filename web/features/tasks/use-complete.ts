import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useNotify } from '#web/components/notify.tsx';
import { api } from '#web/platform/api.ts';

/** Marks tasks done and open again; what was done can be undone from the message that says so. */
export function useComplete() {
  const { t } = useTranslation();
  const notify = useNotify();
  const queryClient = useQueryClient();
  const settled = () => queryClient.invalidateQueries({ queryKey: ['task'] });
  const reopen = useMutation({
    mutationFn: (id: string) => api.post(`/tasks/${id}/reopen`),
    onError: notify.refused,
    onSettled: settled,
  });
  const complete = useMutation({
    mutationFn: (id: string) => api.post(`/tasks/${id}/complete`),
    onSuccess: (_, id) => notify.done(t('tasks:completed'), () => reopen.mutate(id)),
    onError: notify.refused,
    onSettled: settled,
  });
  return { complete: complete.mutate, reopen: reopen.mutate, busy: complete.isPending || reopen.isPending };
}
