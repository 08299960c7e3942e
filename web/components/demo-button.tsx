import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api } from '#web/platform/api.ts';
import { useCan } from '#web/platform/session.ts';
import { useNotify } from './notify.tsx';

/** Fills a fresh company with a believable year of business, to look around in. */
export function DemoButton() {
  const { t } = useTranslation();
  const can = useCan();
  const notify = useNotify();
  const queryClient = useQueryClient();
  const load = useMutation({
    mutationFn: () => api.post('/demo'),
    onSuccess: async () => {
      notify.done(t('common:demo.loading'));
      await queryClient.invalidateQueries();
    },
    onError: notify.refused,
  });
  if (!can('settings.demo.manage')) return null;
  return (
    <Button variant="default" loading={load.isPending} onClick={() => load.mutate()}>
      {t('common:demo.load')}
    </Button>
  );
}
