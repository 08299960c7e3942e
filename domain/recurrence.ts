import { z } from 'zod';
import { optionalDate, whole } from './fields.ts';
import { addDays, addMonths, type CalendarDate } from './time-zones.ts';

export const recurrenceUnits = ['day', 'week', 'month', 'quarter', 'year'] as const;

export type RecurrenceUnit = (typeof recurrenceUnits)[number];

/** How often something happens again: every so many units, for ever or up to and including `ends`. */
export type Recurrence = { every: number; unit: RecurrenceUnit; ends?: CalendarDate | null };

export const recurrenceBody = z.strictObject({
  every: whole(1, 999),
  unit: z.enum(recurrenceUnits),
  ends: optionalDate,
});

const months: Partial<Record<RecurrenceUnit, number>> = { month: 1, quarter: 3, year: 12 };
const days: Partial<Record<RecurrenceUnit, number>> = { day: 1, week: 7 };
const lastDate: CalendarDate = '2199-12-31';

/**
 * The date of one occurrence, counted from the first one (`step` 0). Every date is reckoned from the first, never from the
 * one before, so that a month that is too short shortens only its own: 31 January, 28 February, 31 March.
 */
export function occurrence(
  anchor: CalendarDate,
  { every, unit }: Pick<Recurrence, 'every' | 'unit'>,
  step: number,
): CalendarDate {
  const inMonths = months[unit];
  return inMonths === undefined
    ? addDays(anchor, step * every * (days[unit] ?? 1))
    : addMonths(anchor, step * every * inMonths);
}

/**
 * The first occurrence after `after` and not before `notBefore`; null when the series has ended by then, or would leave
 * the calendar.
 */
export function nextOccurrence(
  anchor: CalendarDate,
  recurrence: Recurrence,
  after: CalendarDate,
  notBefore: CalendarDate = after,
): CalendarDate | null {
  const isLate = (step: number) => {
    const date = occurrence(anchor, recurrence, step);
    return date > after && date >= notBefore;
  };
  const until = after > notBefore ? after : notBefore;
  // The years between divided by the length of a step can be no more than this; then halve.
  let high = 1;
  while (high < 200_000 && occurrence(anchor, recurrence, high) <= lastDate && !isLate(high)) high *= 2;
  if (!isLate(high) || until >= lastDate) return null;
  let low = Math.floor(high / 2);
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (isLate(middle)) high = middle;
    else low = middle;
  }
  const date = occurrence(anchor, recurrence, high);
  if (date > lastDate || (recurrence.ends && date > recurrence.ends)) return null;
  return date;
}
