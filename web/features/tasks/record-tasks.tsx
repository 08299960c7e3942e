import { Anchor, Button, Skeleton, Stack } from '@mantine/core';
import { IconChecklist, IconPlus } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useCreate } from '#web/components/create/use-create.ts';
import { Due } from '#web/components/due.tsx';
import { EmptyState } from '#web/components/empty-state.tsx';
import { ErrorState } from '#web/components/error-state.tsx';
import type { ListAnswer } from '#web/components/list/use-list.ts';
import { MemberName } from '#web/components/member-name.tsx';
import type { TabRecord } from '#web/components/record/shared-tabs.ts';
import { api } from '#web/platform/api.ts';
import { localDay } from '#web/platform/format.ts';
import { useNow } from '#web/platform/now.ts';
import { useCan } from '#web/platform/session.ts';
import { CompleteBox } from './complete-box.tsx';
import { Reminders } from './reminders.tsx';
import type { Task } from './task.ts';
import classes from './tasks.module.css';

function useRecordTasks({ kind, id }: TabRecord, status: 'open' | 'done', enabled: boolean) {
  const query = { recordKind: kind, recordId: id, status, sort: status === 'open' ? 'dueDate' : '-doneAt' };
  return useInfiniteQuery({
    queryKey: ['task', 'of', query],
    queryFn: ({ signal, pageParam }) =>
      api.get<ListAnswer<Task>>('/tasks', { query: { ...query, limit: 25, cursor: pageParam }, signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.nextCursor,
    enabled,
  });
}

/** The tasks of one record, the open ones first, and the member's own reminders of it. */
export function RecordTasks({ record }: { record: TabRecord }) {
  const { t } = useTranslation();
  const can = useCan()('crm.tasks.view');
  const create = useCreate('task');
  const open = useRecordTasks(record, 'open', can);
  const done = useRecordTasks(record, 'done', can);
  const reminders = <Reminders kind={record.kind} id={record.id} live={record.live} />;
  if (!can) return reminders;
  if (open.isError) return <ErrorState error={open.error} retry={() => void open.refetch()} />;
  if (open.isPending || done.isPending) return <Waiting />;
  const items = [open, done].flatMap(({ data }) => data?.pages.flatMap((page) => page.items) ?? []);
  const more = open.hasNextPage ? open : done.hasNextPage ? done : null;
  const add = record.live && create && (
    <Button
      size="compact-sm"
      variant="default"
      leftSection={<IconPlus size={14} aria-hidden />}
      onClick={() => create({ recordKind: record.kind, recordId: record.id })}
    >
      {t('kinds:task.create')}
    </Button>
  );
  return (
    <>
      {items.length === 0 ? (
        <EmptyState
          icon={IconChecklist}
          title={t('kinds:task.none')}
          text={t('tasks:emptyText')}
          actions={add}
        />
      ) : (
        <>
          <div className={classes.bar}>{add}</div>
          <TaskLines tasks={items} />
        </>
      )}
      {more && (
        <Button variant="subtle" size="compact-sm" onClick={() => void more.fetchNextPage()}>
          {t('timeline:more')}
        </Button>
      )}
      {reminders}
    </>
  );
}

function TaskLines({ tasks }: { tasks: readonly Task[] }) {
  const { t } = useTranslation();
  const today = localDay(useNow());
  return (
    <ul className={classes.list} aria-label={t('tasks:title')}>
      {tasks.map((task) => (
        <li key={task.id} className={classes.line} data-done={task.status === 'done' || undefined}>
          <CompleteBox
            id={task.id}
            subject={task.subject}
            done={task.status === 'done'}
            disabled={!(task.abilities?.complete || task.abilities?.reopen)}
          />
          <Anchor component={Link} to={`/tasks/${task.id}`} className={classes.subject} c="inherit">
            <bdi>{task.subject}</bdi>
          </Anchor>
          {task.status === 'open' && <Due date={task.dueDate} today={today} />}
          <span className={classes.who}>
            <MemberName id={task.ownerId} name={task.names?.ownerId} />
          </span>
        </li>
      ))}
    </ul>
  );
}

function Waiting() {
  return (
    <Stack gap="sm" aria-hidden>
      <Skeleton height={20} />
      <Skeleton height={20} width="85%" />
    </Stack>
  );
}
