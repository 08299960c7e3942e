import { z } from 'zod';
import { recordKinds } from './events.ts';
import {
  instant,
  optionalDate,
  optionalProse,
  optionalText,
  optionalUuid,
  orNothing,
  rule,
  text,
  uuid,
  whole,
} from './fields.ts';
import { recordFields } from './record-fields.ts';
import { recurrenceBody } from './recurrence.ts';

export const taskPriorities = ['low', 'normal', 'high'] as const;
export const taskStatuses = ['open', 'done'] as const;

export type TaskPriority = (typeof taskPriorities)[number];
export type TaskStatus = (typeof taskStatuses)[number];

/** The kinds of record that a task can belong to: all but tasks. */
export const taskRecordKinds = recordKinds.filter((kind) => kind !== 'task');

const timeSyntax = /^([01]\d|2[0-3]):[0-5]\d$/;

/** A time of day in no zone, `HH:MM`. */
export const optionalTime = orNothing(
  z
    .string()
    .trim()
    .check(rule((value) => value === '' || timeSyntax.test(value), 'invalid_format', { format: 'HH:MM' })),
);

const linkKind = z.enum(taskRecordKinds as [string, ...string[]]);

const { tags: _tags, ...placed } = recordFields;

const base = z.strictObject({
  ...placed,
  subject: text(180),
  description: optionalProse(5_000),
  dueDate: optionalDate,
  dueTime: optionalTime,
  priority: z.enum(taskPriorities).optional(),
  recordKind: linkKind.nullable().optional(),
  recordId: optionalUuid,
  recurrence: recurrenceBody.nullable().optional(),
});

type Linked = { recordKind?: string | null; recordId?: string | null };

const wholeLink = [
  rule<Linked>(({ recordKind, recordId }) => !recordId || Boolean(recordKind), 'required', {}, [
    'recordKind',
  ]),
  rule<Linked>(({ recordKind, recordId }) => !recordKind || Boolean(recordId), 'required', {}, ['recordId']),
];

export const taskCreate = base.check(...wholeLink);
export const taskPatch = base.partial().check(...wholeLink);

const note = optionalText(500);

type When = { remindAt?: string; minutesBefore?: number };

/** Either a moment, or so many minutes before the task is due. */
export const reminderCreate = z
  .strictObject({
    recordKind: z.enum(recordKinds),
    recordId: uuid,
    remindAt: instant.optional(),
    minutesBefore: whole(0, 525_600).optional(),
    note,
  })
  .check(
    rule<When>((body) => body.remindAt !== undefined || body.minutesBefore !== undefined, 'required', {}, [
      'remindAt',
    ]),
    rule<When>(
      (body) => body.remindAt === undefined || body.minutesBefore === undefined,
      'not_allowed',
      { because: 'remindAt' },
      ['minutesBefore'],
    ),
  );

export const reminderPatch = z.strictObject({ remindAt: instant.optional(), note });

export type TaskCreate = z.infer<typeof taskCreate>;
export type TaskPatch = z.infer<typeof taskPatch>;
export type ReminderCreate = z.infer<typeof reminderCreate>;
export type ReminderPatch = z.infer<typeof reminderPatch>;
