import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { MergeKindName, MergeSide } from '#domain/merging.ts';
import { useNotify } from '#web/components/notify.tsx';
import { api } from '#web/platform/api.ts';
import { kinds, recordPath } from '#web/platform/kinds.ts';
import type { MergeRecord } from './wire.ts';

type Merge = { target: MergeRecord; source: MergeRecord; fields: Record<string, MergeSide> };

/** Merges, goes to the record that stays, and offers to take it back. */
export function useMerge(kind: MergeKindName) {
  const { t } = useTranslation();
  const notify = useNotify();
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const undo = useMutation({
    mutationFn: (mergeId: string) => api.post(`/merges/${mergeId}/undo`),
    onSuccess: async () => {
      notify.done(t('merging:undone'));
      await queryClient.invalidateQueries();
    },
    onError: notify.refused,
  });
  return useMutation({
    mutationFn: ({ target, source, fields }: Merge) =>
      api.post<{ mergeId: string }>(
        `/${kinds[kind].path}/${target.id}/merge`,
        { sourceId: source.id, fields },
        { version: target.version },
      ),
    onSuccess: async ({ mergeId }, { target }) => {
      notify.done(t('merging:done'), () => undo.mutate(mergeId));
      await navigate({ to: recordPath(kind, target.id), search: {} as never });
      await queryClient.invalidateQueries();
    },
    onError: notify.refused,
  });
}
