import { instantAt } from '#domain/local-time.ts';

/** When a day's work begins: the hour of what is due on a day without a time, and of the morning's news. */
export const morning = '08:00';

/** The instant at which something is due in a zone. */
export function dueAt(dueDate: string, dueTime: string | null, zone: string): Date {
  return instantAt(dueDate, dueTime ?? morning, zone);
}

/** When to remind of it, so many minutes earlier. */
export function remindBefore(due: Date, minutesBefore: number): string {
  return new Date(due.getTime() - minutesBefore * 60_000).toISOString();
}
