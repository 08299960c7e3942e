import { z } from 'zod';
import { recordKinds } from '#domain/events.ts';
import { reminderCreate, reminderPatch, taskCreate, taskPatch } from '#domain/tasks.ts';
import type { Call } from '#platform/access/call.ts';
import { type Endpoint, endpoint } from '#platform/http/endpoint.ts';
import type { RecordRow } from '#records/kind.ts';
import { presentRecord } from '#records/present.ts';
import { idParams, recordEndpoints } from '#records/record-endpoints.ts';
import { recordSchema } from '#records/record-schemas.ts';
import { taskKind } from './kind.ts';
import { myDay } from './my-day.ts';
import { changeReminder } from './operations/change-reminder.ts';
import { completeTask } from './operations/complete-task.ts';
import { createCalendarFeed } from './operations/create-calendar-feed.ts';
import { createReminder } from './operations/create-reminder.ts';
import { createTask } from './operations/create-task.ts';
import { removeReminder } from './operations/remove-reminder.ts';
import { reopenTask } from './operations/reopen-task.ts';
import { revokeCalendarFeed } from './operations/revoke-calendar-feed.ts';
import { updateTask } from './operations/update-task.ts';
import { findFeed } from './queries-calendar.ts';
import { getReminder, presentReminders, type ReminderRow } from './queries-reminders.ts';
import { reminderPage, remindersQuery } from './reminder-page.ts';
import './timeline.ts';

const answer = recordSchema(taskKind);
const present = (call: Call, row: RecordRow) => presentRecord(call, taskKind, row);

const taskEndpoints: Endpoint[] = [
  ...recordEndpoints(
    taskKind,
    { create: taskCreate, patch: taskPatch },
    { create: createTask, update: updateTask },
  ),
  endpoint({
    method: 'POST',
    path: '/tasks/:id/complete',
    summary: 'Mark a task done; one that recurs gets its next occurrence.',
    tag: 'tasks',
    module: 'crm',
    access: 'write',
    capability: 'crm.tasks.edit',
    params: idParams,
    answer,
    run: async (call, { params, ifMatch }) => present(call, await completeTask(call, params.id, ifMatch)),
  }),
  endpoint({
    method: 'POST',
    path: '/tasks/:id/reopen',
    summary: 'Open a task again that was done.',
    tag: 'tasks',
    module: 'crm',
    access: 'write',
    capability: 'crm.tasks.edit',
    params: idParams,
    answer,
    run: async (call, { params, ifMatch }) => present(call, await reopenTask(call, params.id, ifMatch)),
  }),
];

const nullable = z.string().nullable();

const reminderAnswer = z.object({
  id: z.uuid(),
  recordKind: z.enum(recordKinds),
  recordId: z.uuid(),
  recordTitle: nullable,
  remindAt: z.string().meta({ format: 'date-time' }),
  minutesBefore: z.int().nullable(),
  note: nullable,
  sentAt: nullable,
  createdAt: z.string(),
});

async function presentReminder(call: Call, row: ReminderRow) {
  const [reminder] = await presentReminders(call, [row]);
  return reminder;
}

const reminder = { tag: 'reminders', module: 'crm' } as const;

const reminderEndpoints: Endpoint[] = [
  endpoint({
    ...reminder,
    method: 'GET',
    path: '/reminders',
    summary: 'My reminders that are still to come, the next one first.',
    access: 'read',
    query: remindersQuery,
    answer: z.object({ items: z.array(reminderAnswer), nextCursor: nullable }),
    run: (call, { query }) => reminderPage(call, query),
  }),
  endpoint({
    ...reminder,
    method: 'POST',
    path: '/reminders',
    summary: 'Remind me of a record at a moment, or of a task so many minutes before it is due.',
    access: 'write',
    body: reminderCreate,
    answer: reminderAnswer,
    status: 201,
    run: async (call, { body }) => presentReminder(call, await createReminder(call, body)),
  }),
  endpoint({
    ...reminder,
    method: 'GET',
    path: '/reminders/:id',
    summary: 'Read one of my reminders.',
    access: 'read',
    params: idParams,
    answer: reminderAnswer,
    run: async (call, { params }) => presentReminder(call, await getReminder(call, params.id)),
  }),
  endpoint({
    ...reminder,
    method: 'PATCH',
    path: '/reminders/:id',
    summary: 'Put off one of my reminders, or change its note.',
    access: 'write',
    params: idParams,
    body: reminderPatch,
    answer: reminderAnswer,
    run: async (call, { params, body }) => presentReminder(call, await changeReminder(call, params.id, body)),
  }),
  endpoint({
    ...reminder,
    method: 'DELETE',
    path: '/reminders/:id',
    summary: 'Take away one of my reminders.',
    access: 'write',
    params: idParams,
    run: (call, { params }) => removeReminder(call, params.id),
  }),
];

const dayItem = z.object({
  type: z.enum(['task', 'next_action', 'reminder', 'closing']),
  id: z.uuid(),
  recordKind: nullable,
  recordId: nullable,
  recordTitle: nullable,
  title: z.string(),
  date: z.string().meta({ format: 'date' }),
  time: nullable,
  note: nullable,
  priority: nullable,
  version: z.int().nullable(),
  amount: nullable,
  currency: nullable,
  mayEdit: z.boolean(),
});
const section = z.object({
  items: z.array(dayItem),
  total: z.object({ value: z.int(), exact: z.boolean() }),
});

const dayEndpoints: Endpoint[] = [
  endpoint({
    method: 'GET',
    path: '/my-day',
    summary: 'What I have to do: late, today, and in the next seven days, by my own time zone.',
    tag: 'tasks',
    module: 'crm',
    access: 'read',
    answer: z.object({
      date: z.string(),
      timeZone: z.string(),
      overdue: section,
      today: section,
      upcoming: section,
    }),
    run: (call) => myDay(call),
  }),
  endpoint({
    method: 'GET',
    path: '/calendar-feeds',
    summary: 'Whether I have a calendar address; the address itself is shown only when it is made.',
    tag: 'tasks',
    module: 'crm',
    access: 'read',
    answer: z.object({ items: z.array(z.object({ id: z.uuid(), createdAt: z.string() })) }),
    run: async (call) => ({ items: await findFeed(call) }),
  }),
  endpoint({
    method: 'POST',
    path: '/calendar-feeds',
    summary: 'Give me a calendar address, in place of the one I had.',
    tag: 'tasks',
    module: 'crm',
    access: 'write',
    answer: z.object({ id: z.uuid(), createdAt: z.string(), token: z.string(), path: z.string() }),
    status: 201,
    run: (call) => createCalendarFeed(call),
  }),
  endpoint({
    method: 'DELETE',
    path: '/calendar-feeds',
    summary: 'Take my calendar address back.',
    tag: 'tasks',
    module: 'crm',
    access: 'write',
    run: (call) => revokeCalendarFeed(call),
  }),
];

export const taskFeatureEndpoints: Endpoint[] = [...taskEndpoints, ...reminderEndpoints, ...dayEndpoints];
