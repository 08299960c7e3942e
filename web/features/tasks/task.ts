import type { RecordKindName } from '#domain/events.ts';
import type { Recurrence } from '#domain/recurrence.ts';
import type { Scope } from '#domain/scope.ts';
import type { TaskPriority, TaskStatus } from '#domain/tasks.ts';
import type { RecordBase } from '#web/components/list/declare.ts';

/** A task on the wire. */
export type Task = RecordBase & {
  version: number;
  scope: Scope;
  ownerId: string | null;
  subject: string;
  description: string | null;
  dueDate: string | null;
  dueTime: string | null;
  priority: TaskPriority;
  status: TaskStatus;
  doneAt: string | null;
  doneBy: string | null;
  recordKind: RecordKindName | null;
  recordId: string | null;
  recordTitle: string | null;
  recurrence: Recurrence | null;
  createdAt: string;
  updatedAt: string;
};
