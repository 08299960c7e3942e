import { taskPatch, taskPriorities, taskStatuses } from '#domain/tasks.ts';
import type { ListDeclaration } from '#web/components/list/declare.ts';
import { ListPage } from '#web/components/list/list-page.tsx';
import type { Task } from './task.ts';
import { recordGroups } from './task-fields.ts';

const taskList: ListDeclaration<Task> = {
  kind: 'task',
  defaultSort: 'dueDate',
  fields: recordGroups,
  schema: taskPatch,
  columns: [
    { key: 'subject', label: 'tasks:field.subject', width: 260, sort: true },
    { key: 'status', label: 'tasks:field.status', type: 'status', width: 104 },
    { key: 'dueDate', label: 'tasks:field.dueDate', type: 'date', width: 124, sort: true },
    { key: 'dueTime', label: 'tasks:field.dueTime', type: 'code', width: 84 },
    { key: 'priority', label: 'tasks:field.priority', type: 'status', statusKind: 'priority', width: 104 },
    { key: 'recordTitle', label: 'tasks:field.about', width: 180 },
    { key: 'ownerId', label: 'tasks:field.assignee', type: 'member', width: 150 },
    { key: 'doneAt', label: 'tasks:field.doneAt', type: 'relative', width: 116, sort: true, hidden: true },
    { key: 'createdAt', label: 'common:field.createdAt', type: 'relative', width: 116, sort: true },
  ],
  filters: [
    {
      key: 'status',
      label: 'tasks:field.status',
      type: 'choice',
      choices: taskStatuses,
      words: 'status:task',
    },
    { key: 'ownerId', label: 'tasks:field.assignee', type: 'member' },
    { key: 'dueDate', label: 'tasks:field.dueDate', type: 'date' },
    {
      key: 'priority',
      label: 'tasks:field.priority',
      type: 'choice',
      choices: taskPriorities,
      words: 'tasks:priority',
    },
    { key: 'doneAt', label: 'tasks:field.doneAt', type: 'instant' },
    { key: 'createdAt', label: 'common:field.createdAt', type: 'instant' },
    { key: 'archived', label: 'common:record.archived', type: 'boolean' },
  ],
  card: ['subject', 'status', 'dueDate', 'ownerId', 'recordTitle'],
};

export function TaskList() {
  return <ListPage declaration={taskList} />;
}
