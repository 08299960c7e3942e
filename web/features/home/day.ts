import type { RecordKindName } from '#domain/events.ts';
import type { Total } from '#web/components/list/use-list.ts';
import { kinds, recordPath } from '#web/platform/kinds.ts';

/** One thing to do, as `/my-day` tells it. */
export type DayItem = {
  type: 'task' | 'next_action' | 'reminder' | 'closing';
  id: string;
  recordKind: RecordKindName | null;
  recordId: string | null;
  recordTitle: string | null;
  title: string;
  date: string;
  time: string | null;
  note: string | null;
  priority: string | null;
  version: number | null;
  amount: string | null;
  currency: string | null;
  mayEdit: boolean;
};

export type DaySection = { items: DayItem[]; total: Total };
export type Day = {
  date: string;
  timeZone: string;
  overdue: DaySection;
  today: DaySection;
  upcoming: DaySection;
};

export const sections = ['overdue', 'today', 'upcoming'] as const;

/** Begins with `task`, so that what colleagues do to my tasks shows at once. */
export const dayKey = ['task', 'my-day'];

/** The page of what is to do: the task's own, or the record's. */
export function pathOf({ type, id, recordKind, recordId }: DayItem): string {
  if (type === 'task') return recordPath('task', id);
  return recordKind && recordId && kinds[recordKind] ? recordPath(recordKind, recordId) : '/';
}

/** How a date is moved: the endpoint that has it, and the field. Null for what has no date of its own. */
export function putOff(
  { type, id, recordKind }: DayItem,
  date: string,
): { path: string; body: object } | null {
  if (type === 'task') return { path: `/tasks/${id}`, body: { dueDate: date } };
  if (type === 'reminder') {
    return { path: `/reminders/${id}`, body: { remindAt: new Date(`${date}T08:00:00`).toISOString() } };
  }
  if (!recordKind) return null;
  const field = type === 'closing' ? 'expectedCloseDate' : 'nextActionDate';
  return { path: `/${kinds[recordKind].path}/${id}`, body: { [field]: date } };
}
