import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useNotify } from '#web/components/notify.tsx';
import { api } from '#web/platform/api.ts';
import { recordPath } from '#web/platform/kinds.ts';

/** Takes a conversion back, as long as nothing that it made was touched, and goes to the lead. */
export function useUndoConversion(leadId: string) {
  const { t } = useTranslation();
  const notify = useNotify();
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: () => api.post(`/leads/${leadId}/undo-conversion`),
    onSuccess: async () => {
      notify.done(t('merging:conversionUndone'));
      await navigate({ to: recordPath('lead', leadId) });
      await queryClient.invalidateQueries();
    },
    onError: notify.refused,
  });
}
