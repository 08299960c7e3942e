import { Alert, Button, CopyButton, Group, Text, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNotify } from '#web/components/notify.tsx';
import { When } from '#web/components/when.tsx';
import { Panel } from '#web/features/settings/panel.tsx';
import { api } from '#web/platform/api.ts';
import { useSession } from '#web/platform/session.ts';

type Feed = { id: string; createdAt: string };

/** The address under which a calendar program reads what I have to do: made, copied once, taken back. */
export function CalendarPanel() {
  const { t } = useTranslation();
  const notify = useNotify();
  const queryClient = useQueryClient();
  const on = useSession()?.modules.includes('crm') ?? false;
  const [address, setAddress] = useState<string | null>(null);
  const feeds = useQuery({
    queryKey: ['calendar-feed'],
    queryFn: async ({ signal }) => (await api.get<{ items: Feed[] }>('/calendar-feeds', { signal })).items,
    enabled: on,
  });
  const settled = () => queryClient.invalidateQueries({ queryKey: ['calendar-feed'] });
  const make = useMutation({
    mutationFn: () => api.post<{ path: string }>('/calendar-feeds'),
    onSuccess: ({ path }) => setAddress(new URL(path, window.location.origin).href),
    onError: notify.refused,
    onSettled: settled,
  });
  const revoke = useMutation({
    mutationFn: () => api.delete('/calendar-feeds'),
    onSuccess: () => {
      setAddress(null);
      notify.done(t('tasks:calendar.revoked'));
    },
    onError: notify.refused,
    onSettled: settled,
  });
  if (!on) return null;
  const feed = feeds.data?.[0];
  return (
    <Panel title={t('tasks:calendar.title')} text={t('tasks:calendar.text')} even>
      {address && (
        <Alert p="sm" mb="md" title={t('tasks:calendar.once')}>
          <Group gap="xs" align="flex-end">
            <TextInput
              readOnly
              dir="ltr"
              flex={1}
              aria-label={t('tasks:calendar.address')}
              value={address}
              onFocus={(event) => event.currentTarget.select()}
            />
            <CopyButton value={address}>
              {({ copied, copy }) => (
                <Button variant="default" onClick={copy}>
                  {t(copied ? 'tasks:calendar.copied' : 'common:act.copy')}
                </Button>
              )}
            </CopyButton>
          </Group>
        </Alert>
      )}
      <Group gap="sm">
        <Text size="sm" c="dimmed" flex={1}>
          {feed ? (
            <>
              {t('tasks:calendar.made')} <When at={feed.createdAt} />
            </>
          ) : (
            feeds.isSuccess && t('tasks:calendar.none')
          )}
        </Text>
        <Button variant="default" loading={make.isPending} onClick={() => make.mutate()}>
          {t(feed ? 'tasks:calendar.replace' : 'tasks:calendar.create')}
        </Button>
        {feed && (
          <Button color="red" variant="light" loading={revoke.isPending} onClick={() => revoke.mutate()}>
            {t('tasks:calendar.revoke')}
          </Button>
        )}
      </Group>
    </Panel>
  );
}
