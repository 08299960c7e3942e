import { addDays, addMonths, type CalendarDate } from './time-zones.ts';

/** Days from `from` up to, not including, `until`; an absent end is open. */
export type DaySpan = { from?: CalendarDate; until?: CalendarDate };

function mondayOf(date: CalendarDate): CalendarDate {
  const weekday = new Date(`${date}T00:00:00Z`).getUTCDay();
  return addDays(date, -((weekday + 6) % 7));
}

function span(from: CalendarDate, until: CalendarDate): DaySpan {
  return { from, until };
}

/**
 * The days that a date operator means, seen from `today` in the reader's zone. Weeks begin on Monday (ISO 8601). The last
 * and the next n days both contain today.
 */
export function daysOf(op: string, value: unknown, today: CalendarDate): DaySpan {
  const date = String(value);
  const month = `${today.slice(0, 7)}-01`;
  switch (op) {
    case 'on':
      return span(date, addDays(date, 1));
    case 'before':
      return { until: date };
    case 'after':
      return { from: addDays(date, 1) };
    case 'between': {
      const [first, last] = value as [CalendarDate, CalendarDate];
      return span(first, addDays(last, 1));
    }
    case 'lastDays':
      return span(addDays(today, 1 - Number(value)), addDays(today, 1));
    case 'nextDays':
      return span(today, addDays(today, Number(value)));
    case 'thisWeek':
      return span(mondayOf(today), addDays(mondayOf(today), 7));
    case 'thisMonth':
      return span(month, addMonths(month, 1));
    case 'thisQuarter': {
      const first = addMonths(month, -((Number(today.slice(5, 7)) - 1) % 3));
      return span(first, addMonths(first, 3));
    }
    default:
      throw new RangeError(`${op} means no days.`);
  }
}
