import { addDays, today } from '#domain/time-zones.ts';
import { completeTask } from '#features/tasks/operations/complete-task.ts';
import { createTask } from '#features/tasks/operations/create-task.ts';
import type { Call } from '#platform/access/call.ts';
import type { RecordRow, Values } from '#records/kind.ts';
import { daysAgo, type Member } from './people.ts';
import type { Chance } from './random.ts';
import { taskWords } from './sentences.ts';

// When tasks are due, in days from today, and how long ago they were done.
const pattern: readonly { due: number; done?: number; time?: string }[] = [
  { due: -3 },
  { due: 0, time: '15:30' },
  { due: 0 },
  { due: 2 },
  { due: 6, time: '09:00' },
  { due: 24 },
  { due: -6, done: 5 },
  { due: -1, done: 0.1 },
];

/** What one member has to do about some of their accounts: late, today, soon and done; and a check-in each quarter. */
export async function addTasks(
  call: Call,
  chance: Chance,
  member: Member,
  accounts: readonly RecordRow[],
): Promise<void> {
  const day = today(call.now, call.timeZone);
  const about = (): Values =>
    accounts.length === 0 ? {} : { recordKind: 'account', recordId: chance.of(accounts).id };
  for (const { due, done, time } of pattern) {
    const task = await createTask(daysAgo(call, 8 + chance.next(), member), {
      subject: chance.of(taskWords),
      dueDate: addDays(day, due),
      dueTime: time ?? null,
      priority: chance.of(['low', 'normal', 'normal', 'high']),
      ...about(),
    });
    if (done !== undefined) await completeTask(daysAgo(call, done, member), task.id, null);
  }
  // The first one is done, so the next one is open.
  const checkIn = await createTask(daysAgo(call, 100, member), {
    subject: 'Quarterly check-in',
    description: 'How is it going, what is planned, who is new?',
    dueDate: addDays(day, -88),
    recurrence: { every: 1, unit: 'quarter' },
    ...about(),
  });
  await completeTask(daysAgo(call, 87, member), checkIn.id, null);
}
