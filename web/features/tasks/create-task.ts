import { taskCreate } from '#domain/tasks.ts';
import type { CreateDeclaration } from '#web/components/create/declare.ts';
import { createGroups } from './task-fields.ts';

export const createTask: CreateDeclaration = {
  kind: 'task',
  groups: createGroups,
  schema: taskCreate,
  initial: { priority: 'normal' },
};
