import { taskPriorities } from '#domain/tasks.ts';
import type { Field, FieldGroup } from '#web/components/form/field.ts';

const field: Record<string, Field> = {
  subject: { key: 'subject', label: 'tasks:field.subject', type: 'text', required: true, wide: true },
  dueDate: { key: 'dueDate', label: 'tasks:field.dueDate', type: 'date' },
  dueTime: { key: 'dueTime', label: 'tasks:field.dueTime', type: 'time' },
  priority: {
    key: 'priority',
    label: 'tasks:field.priority',
    type: 'choice',
    choices: taskPriorities,
    words: 'tasks:priority',
    badge: 'priority',
    required: true,
  },
  recurrence: { key: 'recurrence', label: 'tasks:field.recurrence', type: 'recurrence', wide: true },
  description: { key: 'description', label: 'tasks:field.description', type: 'prose', wide: true },
  ownerId: { key: 'ownerId', label: 'tasks:field.assignee', type: 'member' },
  scope: { key: 'scope', label: 'common:field.scope', type: 'scope' },
};

const pick = (...keys: string[]) => keys.map((key) => field[key]!);

const what: FieldGroup = {
  fields: pick('subject', 'dueDate', 'dueTime', 'priority', 'ownerId', 'recurrence', 'description'),
};

export const createGroups: FieldGroup[] = [what];

export const recordGroups: FieldGroup[] = [what, { label: 'common:group.belongs', fields: pick('scope') }];
