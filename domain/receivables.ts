import { z } from 'zod';
import { documentLanguages } from './document-lines.ts';
import { calendarDate, currencyCode, optionalProse, optionalUuid, prose, rule, whole } from './fields.ts';
import { sendLanguages } from './sends.ts';
import { addDays } from './time-zones.ts';

/** How long something has been due, in days; the first is not due yet, the last has no end. */
export const ageBuckets = ['notDue', 'days30', 'days60', 'days90', 'older'] as const;

export type AgeBucket = (typeof ageBuckets)[number];

/** The bucket of a due date on a day: 1–30, 31–60, 61–90 days late, and older. Without a due date nothing is late. */
export function bucketOf(dueDate: string | null, today: string): AgeBucket {
  if (dueDate === null || dueDate >= today) return 'notDue';
  if (dueDate >= addDays(today, -30)) return 'days30';
  if (dueDate >= addDays(today, -60)) return 'days60';
  return dueDate >= addDays(today, -90) ? 'days90' : 'older';
}

type Range = { from: string; to: string };

const mostDays = 3 * 366;

// These also run when a date was refused already, which its own field says.
const areDays = ({ from, to }: Range) => [from, to].every((day) => calendarDate.safeParse(day).success);

/** A range of whole days, of three years at most. */
const inOrder = rule<Range>((days) => !areDays(days) || days.from <= days.to, 'before_start', {}, ['to']);
const short = rule<Range>(
  (days) => !areDays(days) || days.to <= addDays(days.from, mostDays),
  'out_of_range',
  { max: `${mostDays} days` },
  ['to'],
);

const range = { from: calendarDate, to: calendarDate };
const statement = {
  ...range,
  /** A statement is in one currency. */
  currency: currencyCode,
  /** Of one legal entity; absent: of all that one may see. */
  entityId: optionalUuid,
};

export const statementQuery = z.strictObject(statement).check(inOrder, short);

export const statementPdfQuery = z
  .strictObject({ ...statement, language: z.enum(documentLanguages).optional() })
  .check(inOrder, short);

export const statementSendBody = z
  .strictObject({
    ...statement,
    message: optionalProse(5_000),
    language: z.enum(sendLanguages).nullable().optional(),
  })
  .check(inOrder, short);

export const journalQuery = z.strictObject({ ...range, entityId: optionalUuid }).check(inOrder, short);

const step = z.strictObject({
  /** After the due date. */
  days: whole(0, 365),
  /** The mail's text; empty: the usual one. */
  texts: z.strictObject({ en: optionalProse(5_000), ar: optionalProse(5_000) }),
});

type Step = z.infer<typeof step>;

export const reminderScheduleBody = z.strictObject({
  enabled: z.boolean(),
  steps: z
    .array(step)
    .min(1)
    .max(6)
    .check(
      rule<Step[]>((steps) => new Set(steps.map(({ days }) => days)).size === steps.length, 'duplicate'),
    ),
});

export const remindBody = z.strictObject({
  message: optionalProse(5_000),
  language: z.enum(sendLanguages).nullable().optional(),
});

/** An invoice is left alone, for a reason, or reminded again. */
export const reminderPauseBody = z.strictObject({
  paused: z.boolean(),
  reason: prose(1_000).nullable().optional(),
});

/** What Parley books; each has an account in the outside ledger. */
export const ledgerRoles = ['receivable', 'revenue', 'tax', 'bank', 'customer_credit', 'write_off'] as const;

export type LedgerRole = (typeof ledgerRoles)[number];

/** Codes as many small charts of accounts have them, until an accountant writes their own. */
export const usualLedgerCodes: Readonly<Record<LedgerRole, string>> = {
  receivable: '1200',
  revenue: '4000',
  tax: '2200',
  bank: '1000',
  customer_credit: '2100',
  write_off: '6900',
};

const code = z
  .string()
  .trim()
  .check(rule((text) => /^[A-Za-z0-9._-]{1,20}$/.test(text), 'invalid_format', { format: 'account code' }));

export const ledgerAccountsPatch = z
  .strictObject({
    receivable: code,
    revenue: code,
    tax: code,
    bank: code,
    customer_credit: code,
    write_off: code,
  })
  .partial();

export type StatementQuery = z.infer<typeof statementQuery>;
export type StatementSendBody = z.infer<typeof statementSendBody>;
export type JournalQuery = z.infer<typeof journalQuery>;
export type ReminderStep = Step;
export type ReminderScheduleBody = z.infer<typeof reminderScheduleBody>;
export type RemindBody = z.infer<typeof remindBody>;
export type ReminderPauseBody = z.infer<typeof reminderPauseBody>;
export type LedgerAccountsPatch = z.infer<typeof ledgerAccountsPatch>;
