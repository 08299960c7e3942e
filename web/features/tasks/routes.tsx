import { Skeleton } from '@mantine/core';
import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { lazy, Suspense } from 'react';
import type { SharedTab } from '#web/components/record/shared-tabs.ts';
import { appRoute } from '#web/components/root-routes.tsx';

const under = { getParentRoute: () => appRoute };

export const taskRoutes = [
  createRoute({
    ...under,
    path: '/tasks',
    component: lazyRouteComponent(() => import('./task-list.tsx'), 'TaskList'),
  }),
  createRoute({
    ...under,
    path: '/tasks/$id',
    component: lazyRouteComponent(() => import('./task-page.tsx'), 'TaskPage'),
  }),
];

export const loadCreateTask = async () => (await import('./create-task.ts')).createTask;

const RecordTasks = lazy(async () => ({ default: (await import('./record-tasks.tsx')).RecordTasks }));

/** The tasks of any record, with the way to add and complete them. */
export const tasksTab: SharedTab = {
  key: 'tasks',
  label: 'tasks:title',
  notAt: 'task',
  render: (record) => (
    <Suspense fallback={<Skeleton height={20} />}>
      <RecordTasks record={record} />
    </Suspense>
  ),
};
