import { ActionIcon, Anchor, Button, CopyButton, Group, Menu, Skeleton, Text, Tooltip } from '@mantine/core';
import { IconCheck, IconCopy, IconDots, IconExternalLink } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api } from '#web/platform/api.ts';
import { useFormat } from '#web/platform/use-format.ts';
import { useConfirmAct } from '../confirm-act.tsx';
import { useNotify } from '../notify.tsx';
import { SidePanel } from '../record/side-panel.tsx';
import { When } from '../when.tsx';

export type PublicLink = {
  id: string;
  url: string;
  expiresAt: string | null;
  viewCount: number;
  firstViewedAt: string | null;
  lastViewedAt: string | null;
};

/** `/quotes/{id}` or `/invoices/{id}`: where the record lies in the API. */
type Props = { path: string /** Read anew when the record has changed. */; version: number };

function useLink({ path, version }: Props) {
  const queryClient = useQueryClient();
  const notify = useNotify();
  const key = ['public-link', path];
  const query = useQuery({
    queryKey: [...key, version],
    queryFn: ({ signal }) => api.get<{ link: PublicLink | null }>(`${path}/public-link`, { signal }),
  });
  const again = () => queryClient.invalidateQueries({ queryKey: key });
  const open = useMutation({
    mutationFn: () => api.post(`${path}/public-link`, {}),
    onSettled: again,
    onError: notify.refused,
  });
  const close = useMutation({
    mutationFn: () => api.delete(`${path}/public-link`),
    onSettled: again,
    onError: notify.refused,
  });
  const renew = useMutation({
    mutationFn: async () => {
      await api.delete(`${path}/public-link`);
      await api.post(`${path}/public-link`, {});
    },
    onSettled: again,
    onError: notify.refused,
  });
  return { query, open, close, renew };
}

function Views({ link }: { link: PublicLink }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { viewCount, lastViewedAt, expiresAt } = link;
  return (
    <Text size="sm" c="dimmed">
      {viewCount === 0 ? (
        t('sharing:notViewed')
      ) : (
        <>
          {t('sharing:viewed', { count: viewCount })} · <When at={lastViewedAt} />
        </>
      )}
      {expiresAt && (
        <>
          <br />
          {t('sharing:until', { date: `\u2068${format.date(expiresAt)}\u2069` })}
        </>
      )}
    </Text>
  );
}

function Acts({ link, state }: { link: PublicLink; state: ReturnType<typeof useLink> }) {
  const { t } = useTranslation();
  const confirm = useConfirmAct();
  return (
    <Group gap="xs" wrap="nowrap" mb="xs">
      <CopyButton value={link.url} timeout={2000}>
        {({ copied, copy }) => (
          <Button
            size="compact-sm"
            variant="default"
            leftSection={copied ? <IconCheck size={14} /> : <IconCopy size={14} />}
            onClick={copy}
          >
            {t(copied ? 'sharing:copied' : 'sharing:copy')}
          </Button>
        )}
      </CopyButton>
      <Tooltip label={t('sharing:open')}>
        <ActionIcon
          component="a"
          href={link.url}
          target="_blank"
          rel="noreferrer noopener"
          aria-label={t('sharing:open')}
        >
          <IconExternalLink size={16} />
        </ActionIcon>
      </Tooltip>
      <Menu>
        <Menu.Target>
          <ActionIcon aria-label={t('sharing:more')}>
            <IconDots size={16} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item
            onClick={() =>
              confirm({
                title: t('sharing:renewTitle'),
                text: t('sharing:renewText'),
                confirm: t('sharing:renew'),
                run: () => state.renew.mutate(),
              })
            }
          >
            {t('sharing:renew')}
          </Menu.Item>
          <Menu.Item
            color="red"
            onClick={() =>
              confirm({
                title: t('sharing:closeTitle'),
                text: t('sharing:closeText'),
                confirm: t('sharing:close'),
                danger: true,
                run: () => state.close.mutate(),
              })
            }
          >
            {t('sharing:close')}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
    </Group>
  );
}

/** The link by which the customer opens the document: copied, opened, closed, and how often it was looked at. */
export function LinkPanel(props: Props) {
  const { t } = useTranslation();
  const state = useLink(props);
  const { data, isError } = state.query;
  if (isError) return null;
  const link = data?.link;
  return (
    <SidePanel title={t('sharing:title')}>
      {!data && <Skeleton height={44} />}
      {link && (
        <>
          <Acts link={link} state={state} />
          <Views link={link} />
        </>
      )}
      {data && !link && (
        <>
          <Text size="sm" c="dimmed" mb="xs">
            {t('sharing:none')}
          </Text>
          <Anchor
            component="button"
            type="button"
            size="sm"
            disabled={state.open.isPending}
            onClick={() => state.open.mutate()}
          >
            {t('sharing:make')}
          </Anchor>
        </>
      )}
    </SidePanel>
  );
}
