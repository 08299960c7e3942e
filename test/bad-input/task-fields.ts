import { bad, type FieldCase, someId } from '#test/build/field-cases.ts';

const time = (path: string): FieldCase[] => [
  [path, '9:00', 'invalid_format'],
  [path, '24:00', 'invalid_format'],
  [path, '09:60', 'invalid_format'],
  [path, '09:00:00', 'invalid_format'],
  [path, 900, 'invalid_type'],
];

const task: FieldCase[] = [
  ...bad.record().filter(([path]) => !path.startsWith('tags')),
  ...bad.requiredLine('subject', 180),
  ...bad.prose('description', 5_000),
  ...bad.date('dueDate'),
  ...time('dueTime'),
  ...bad.requiredWord('priority'),
  ...bad.word('recordKind'),
  ['recordKind', 'task', 'unknown_value'],
  ['recordKind', 'lead', 'required', 'recordId'],
  ...bad.id('recordId'),
  ['recordId', someId, 'required', 'recordKind'],
  ['recurrence', 'weekly', 'invalid_type'],
  ['recurrence.every', 0, 'out_of_range'],
  ['recurrence.every', 1000, 'out_of_range'],
  ['recurrence.every', 1.5, 'too_many_decimals'],
  ['recurrence.every', '2', 'invalid_type'],
  ...bad.requiredWord('recurrence.unit'),
  ...bad.date('recurrence.ends'),
  ['recurrence.weekday', 'monday', 'unknown_field'],
  ['status', 'done', 'unknown_field'],
  ['doneAt', '2026-03-01T08:00:00Z', 'unknown_field'],
];

/** What tasks and reminders refuse, by endpoint. */
export const taskTables: Readonly<Record<string, readonly FieldCase[]>> = {
  'POST /tasks': task,
  'PATCH /tasks/:id': task,
  'POST /reminders': [
    ...bad.requiredWord('recordKind'),
    ...bad.id('recordId'),
    ['recordId', null, 'required'],
    ...bad.instant('remindAt'),
    ...bad.line('note', 500),
    ['minutesBefore', 5, 'not_allowed'],
    ['minutesBefore', -1, 'out_of_range'],
    ['minutesBefore', 525_601, 'out_of_range'],
    ['minutesBefore', 1.5, 'too_many_decimals'],
    ['minutesBefore', '5', 'invalid_type'],
  ],
  'PATCH /reminders/:id': [...bad.instant('remindAt'), ...bad.line('note', 500)],
};

const recurrence = { every: 1, unit: 'week' };

export const taskBodies: Readonly<Record<string, object>> = {
  'POST /tasks': { subject: 'Call back', dueDate: '2026-03-02', recurrence },
  'PATCH /tasks/:id': { dueDate: '2026-03-02', recurrence },
  'POST /reminders': { recordKind: 'lead', recordId: someId, remindAt: '2026-06-01T08:00:00Z' },
};
