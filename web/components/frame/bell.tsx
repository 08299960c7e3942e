import {
  ActionIcon,
  Button,
  Indicator,
  Popover,
  Skeleton,
  Stack,
  Tooltip,
  UnstyledButton,
} from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconBell, IconBellOff, IconSettings } from '@tabler/icons-react';
import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { api } from '#web/platform/api.ts';
import { useFormat } from '#web/platform/use-format.ts';
import { EmptyState } from '../empty-state.tsx';
import { ErrorState } from '../error-state.tsx';
import { Initials } from '../member-name.tsx';
import { useNotify } from '../notify.tsx';
import { When } from '../when.tsx';
import classes from './bell.module.css';
import { type Told, toldPath, useToldWords } from './told.ts';
import { ToldApproval } from './told-approval.tsx';

type Answer = { items: Told[]; nextCursor: string | null; unread: number };

function useTold() {
  return useInfiniteQuery({
    queryKey: ['notification', 'list'],
    queryFn: ({ pageParam, signal }) =>
      api.get<Answer>('/notifications', { query: { cursor: pageParam, limit: 20 }, signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.nextCursor,
  });
}

function useRead() {
  const queryClient = useQueryClient();
  const notify = useNotify();
  return async (which: { ids: string[] } | { all: true }) => {
    try {
      await api.post('/notifications/read', which);
    } catch (error) {
      notify.refused(error);
    }
    await queryClient.invalidateQueries({ queryKey: ['notification'] });
  };
}

/** The bell in the top bar: how much is unread, and all that one was told. */
export function Bell() {
  const { t } = useTranslation();
  const format = useFormat();
  const [opened, panel] = useDisclosure(false);
  const told = useTold();
  const unread = told.data?.pages[0]?.unread ?? 0;
  const label = unread > 0 ? t('notifications:bellUnread', { count: unread }) : t('notifications:bell');
  const count = unread > 99 ? t('notifications:many', { count: 99 }) : format.decimal(unread);
  return (
    <Popover
      width={368}
      position="bottom-end"
      opened={opened}
      onChange={(open) => !open && panel.close()}
      trapFocus
    >
      <Popover.Target>
        <Tooltip label={t('notifications:bell')} disabled={opened}>
          <Indicator label={count} size={16} offset={5} disabled={unread === 0} color="red" zIndex={1}>
            <ActionIcon aria-label={label} aria-expanded={opened} onClick={panel.toggle}>
              <IconBell size={18} />
            </ActionIcon>
          </Indicator>
        </Tooltip>
      </Popover.Target>
      <Popover.Dropdown p={0} className={classes.panel} aria-label={t('notifications:bell')}>
        {opened && <Panel told={told} unread={unread} close={panel.close} />}
      </Popover.Dropdown>
    </Popover>
  );
}

type PanelProps = { told: ReturnType<typeof useTold>; unread: number; close: () => void };

function Panel({ told, unread, close }: PanelProps) {
  const { t } = useTranslation();
  const read = useRead();
  return (
    <>
      <div className={classes.head}>
        <h2>{t('notifications:bell')}</h2>
        {unread > 0 && (
          <Button size="compact-sm" variant="subtle" onClick={() => void read({ all: true })}>
            {t('notifications:readAll')}
          </Button>
        )}
        <Tooltip label={t('notifications:choose')}>
          <ActionIcon
            component={Link}
            to="/settings/notifications"
            aria-label={t('notifications:choose')}
            onClick={close}
          >
            <IconSettings size={16} />
          </ActionIcon>
        </Tooltip>
      </div>
      <List told={told} close={close} read={(id) => void read({ ids: [id] })} />
    </>
  );
}

function List({ told, close, read }: Omit<PanelProps, 'unread'> & { read: (id: string) => void }) {
  const { t } = useTranslation();
  if (told.isPending) {
    return (
      <Stack p="md" gap="md" aria-hidden>
        <Skeleton height={32} />
        <Skeleton height={32} />
      </Stack>
    );
  }
  if (told.isError) return <ErrorState error={told.error} retry={() => void told.refetch()} />;
  const items = told.data.pages.flatMap((page) => page.items);
  if (items.length === 0) {
    return (
      <EmptyState icon={IconBellOff} title={t('notifications:empty')} text={t('notifications:emptyText')} />
    );
  }
  return (
    <>
      <ul className={classes.list}>
        {items.map((item) => (
          <Entry key={item.id} item={item} close={close} read={read} />
        ))}
      </ul>
      {told.hasNextPage && (
        <Button
          fullWidth
          variant="subtle"
          size="compact-sm"
          my={4}
          loading={told.isFetchingNextPage}
          onClick={() => void told.fetchNextPage()}
        >
          {t('timeline:more')}
        </Button>
      )}
    </>
  );
}

function Entry({ item, close, read }: { item: Told; close: () => void; read: (id: string) => void }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const words = useToldWords();
  const path = toldPath(item);
  const open = () => {
    if (item.readAt === null) read(item.id);
    if (!path) return;
    close();
    void navigate({ to: path });
  };
  const { excerpt } = item.data;
  return (
    <li>
      <UnstyledButton
        className={classes.entry}
        data-unread={item.readAt === null || undefined}
        onClick={open}
      >
        <Initials name={item.actor?.name ?? t('timeline:system')} size={24} />
        <span className={classes.text}>
          <span dir="auto">{words(item)}</span>
          {typeof excerpt === 'string' && excerpt !== '' && (
            <span className={classes.excerpt} dir="auto">
              {excerpt}
            </span>
          )}
          <span className={classes.at}>
            <When at={item.at} />
            {item.readAt === null && <span className={classes.new}> · {t('notifications:new')}</span>}
          </span>
        </span>
      </UnstyledButton>
      {item.type === 'approval_requested' && item.readAt === null && item.record && (
        <ToldApproval quoteId={item.record.id} />
      )}
    </li>
  );
}
