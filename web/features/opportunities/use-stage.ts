import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useNotify } from '#web/components/notify.tsx';
import { useKeepRecord } from '#web/components/record/use-record.ts';
import { api } from '#web/platform/api.ts';
import type { Opportunity } from './opportunity.ts';

export type Outcome = 'won' | 'lost';

/** Moves to another stage and keeps what the server answers. A refusal is said. */
export function useMoveStage() {
  const keep = useKeepRecord('opportunity');
  const notify = useNotify();
  return useMutation({
    mutationFn: ({ id, stageId }: { id: string; stageId: string }) =>
      api.post<Opportunity>(`/opportunities/${id}/stage`, { stageId }),
    onSuccess: keep,
    onError: notify.refused,
  });
}

/** Wins or loses an opportunity; whoever may reopen it can take that back at once. */
export function useClose(opportunity: Opportunity, stageId: string | undefined, onClosed: () => void) {
  const { t } = useTranslation();
  const keep = useKeepRecord('opportunity');
  const notify = useNotify();
  const reopen = useMoveStage();
  return useMutation({
    mutationFn: ({ outcome, reason }: { outcome: Outcome; reason: string }) => {
      const lostReason = reason.trim() || null;
      if (stageId) {
        const body = outcome === 'lost' ? { stageId, lostReason } : { stageId };
        return api.post<Opportunity>(`/opportunities/${opportunity.id}/stage`, body);
      }
      return outcome === 'won'
        ? api.post<Opportunity>(`/opportunities/${opportunity.id}/mark-won`)
        : api.post<Opportunity>(`/opportunities/${opportunity.id}/mark-lost`, { lostReason });
    },
    onSuccess: (closed) => {
      keep(closed);
      const undo = () => reopen.mutate({ id: closed.id, stageId: opportunity.stageId });
      notify.done(t(`opportunities:close.${closed.stage}.done`), closed.abilities?.reopen ? undo : undefined);
      onClosed();
    },
  });
}
