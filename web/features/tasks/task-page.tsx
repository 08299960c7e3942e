import { IconCheck, IconRotate } from '@tabler/icons-react';
import { useParams } from '@tanstack/react-router';
import { taskPatch } from '#domain/tasks.ts';
import type { RecordActs, RecordDeclaration } from '#web/components/record/declare.ts';
import { RecordDates } from '#web/components/record/record-dates.tsx';
import { RecordPage } from '#web/components/record/record-page.tsx';
import { Timeline } from '#web/components/record/timeline.tsx';
import { RecordLink } from '#web/components/record-link.tsx';
import { Reminders } from './reminders.tsx';
import type { Task } from './task.ts';
import { recordGroups } from './task-fields.ts';
import { useComplete } from './use-complete.ts';

const taskRecord: RecordDeclaration<Task> = {
  kind: 'task',
  title: (task) => task.subject,
  subtitle: ({ recordKind, recordId, recordTitle }) =>
    recordKind &&
    recordId &&
    recordTitle && <RecordLink kind={recordKind} id={recordId} text={recordTitle} />,
  status: {
    moves: (task) => (task.status === 'open' ? ['done'] : ['open']),
    path: (task, to) => `/tasks/${task.id}/${to === 'done' ? 'complete' : 'reopen'}`,
    body: () => undefined,
    capability: 'crm.tasks.edit',
    ability: 'edit',
  },
  fields: recordGroups,
  schema: taskPatch,
  tabs: [
    {
      key: 'reminders',
      label: 'tasks:reminder.title',
      render: (task) => (
        <Reminders kind="task" id={task.id} live={!task.archivedAt} due={task.dueDate !== null} />
      ),
    },
    {
      key: 'timeline',
      label: 'common:tab.timeline',
      render: (task) => <Timeline kind="task" id={task.id} />,
    },
  ],
  side: (task) => <RecordDates item={task} />,
};

function useTaskActs(task: Task): RecordActs {
  const { complete, reopen } = useComplete();
  const open = task.status === 'open';
  return {
    primary: {
      key: 'complete',
      label: open ? 'tasks:complete' : 'tasks:reopen',
      icon: open ? IconCheck : IconRotate,
      capability: 'crm.tasks.edit',
      ability: open ? 'complete' : 'reopen',
      run: () => (open ? complete : reopen)(task.id),
    },
  };
}

export function TaskPage() {
  const { id } = useParams({ strict: false }) as { id: string };
  return <RecordPage declaration={taskRecord} id={id} useActs={useTaskActs} />;
}
