import { Button, Group, Loader, Text } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '#web/platform/api.ts';
import { useCan } from '#web/platform/session.ts';
import { useNotify } from './notify.tsx';

type Demo = { status: 'none' | 'running' | 'loaded' | 'failed' };

const askAgainMs = 2000;

function useDemo(enabled: boolean) {
  const queryClient = useQueryClient();
  const demo = useQuery({
    queryKey: ['demo'],
    queryFn: ({ signal }) => api.get<Demo>('/demo', { signal }),
    refetchInterval: ({ state }) => (state.data?.status === 'running' ? askAgainMs : false),
    enabled,
  });
  const status = demo.data?.status;
  const before = useRef(status);
  useEffect(() => {
    // Demo data is made without events, so that nothing else tells the screens about it.
    if (before.current === 'running' && status !== 'running') void queryClient.invalidateQueries();
    before.current = status;
  }, [status, queryClient]);
  return status;
}

/** Fills a fresh company with a believable year of business, to look around in; once. */
export function DemoButton() {
  const { t } = useTranslation();
  const can = useCan();
  const notify = useNotify();
  const queryClient = useQueryClient();
  const allowed = can('settings.demo.manage');
  const status = useDemo(allowed);
  const load = useMutation({
    mutationFn: () => api.post<Demo>('/demo'),
    onSuccess: (demo) => queryClient.setQueryData(['demo'], demo),
    onError: notify.refused,
  });
  if (!allowed) return null;
  if (status === 'running') {
    return (
      <Group gap="xs" role="status">
        <Loader size={16} />
        <Text size="sm" c="dimmed">
          {t('common:demo.loading')}
        </Text>
      </Group>
    );
  }
  if (status !== 'none') return null;
  return (
    <Button variant="default" loading={load.isPending} onClick={() => load.mutate()}>
      {t('common:demo.load')}
    </Button>
  );
}
