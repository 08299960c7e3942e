import { occurrence } from './recurrence.ts';
import type { DayRange, Rhythm, SubscriptionStatus } from './subscriptions.ts';
import { addDays, type CalendarDate, daysBetween } from './time-zones.ts';

const lastDate: CalendarDate = '2199-12-31';

/**
 * The first day of period `number` (from 1). Every start is reckoned from the anchor, never from the period before, so
 * that a short month shortens only its own: monthly from 31 January gives 28 February, 31 March, 30 April.
 */
export function periodStart(
  anchor: CalendarDate,
  { interval, intervalCount }: Rhythm,
  number: number,
): CalendarDate {
  return occurrence(anchor, { every: intervalCount, unit: interval }, number - 1);
}

/** The last day of a period: the day before the next one. */
export function periodEnd(anchor: CalendarDate, rhythm: Rhythm, number: number): CalendarDate {
  return addDays(periodStart(anchor, rhythm, number + 1), -1);
}

const shortestDays: Record<Rhythm['interval'], number> = { week: 7, month: 28, quarter: 89, year: 365 };

/** The number of the period that a day lies in; 0 before the anchor. */
export function periodAt(anchor: CalendarDate, rhythm: Rhythm, day: CalendarDate): number {
  if (day < anchor) return 0;
  // No period is shorter than this, so the number can be no greater; then halve.
  const most =
    Math.floor(daysBetween(anchor, day) / (shortestDays[rhythm.interval] * rhythm.intervalCount)) + 1;
  let [low, high] = [1, most + 1];
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (periodStart(anchor, rhythm, middle) <= day) low = middle;
    else high = middle;
  }
  return low;
}

/** The number of the first period that begins on or after a day. */
export function firstPeriodFrom(anchor: CalendarDate, rhythm: Rhythm, day: CalendarDate): number {
  const number = periodAt(anchor, rhythm, day);
  return number > 0 && periodStart(anchor, rhythm, number) === day ? number : number + 1;
}

/** Whether a day lies in one of the ranges; `to` is the first day after a range, null while it is open. */
export function isWithinRanges(day: CalendarDate, ranges: readonly DayRange[]): boolean {
  return ranges.some(({ from, to }) => day >= from && (to === null || day < to));
}

/** Where a subscription stands, as far as what happens to it next depends on it. */
export type Course = {
  status: SubscriptionStatus;
  anchor: CalendarDate;
  rhythm: Rhythm;
  /** Whether the first billed day has been reached and noted. */
  begun: boolean;
  /** The period to bill next. */
  nextPeriod: number;
  /** The last day, or null. */
  endDate: CalendarDate | null;
  /** The first day after a cancellation, or null. */
  cancelsOn: CalendarDate | null;
  /** The pause that is planned or running. */
  pause: { from: CalendarDate; resumeOn: CalendarDate | null; running: boolean } | null;
  /** Every pause that ever was, and the planned one. */
  pauses: readonly DayRange[];
  /** The first day of a price that does not hold yet. */
  newPriceFrom: CalendarDate | null;
  /** The day on which to tell of the end, or null when that is done or there is no end. */
  remindOn: CalendarDate | null;
};

export type StepKind = 'cancel' | 'end' | 'begin' | 'resume' | 'pause' | 'price' | 'period' | 'remind';

export type Step = { kind: StepKind; on: CalendarDate };

/** The first day on which nothing is billed any more, or null. */
export function stopsOn({ endDate, cancelsOn }: Pick<Course, 'endDate' | 'cancelsOn'>): CalendarDate | null {
  const ended = endDate === null ? null : addDays(endDate, 1);
  if (ended === null || cancelsOn === null) return ended ?? cancelsOn;
  return ended < cancelsOn ? ended : cancelsOn;
}

const isFinal = (status: SubscriptionStatus) => status === 'cancelled' || status === 'ended';

function stopStep(course: Course): Step[] {
  const on = stopsOn(course);
  if (on === null || isFinal(course.status)) return [];
  return [{ kind: on === course.cancelsOn ? 'cancel' : 'end', on }];
}

function pauseStep({ pause, status }: Course): Step[] {
  if (!pause || isFinal(status)) return [];
  if (!pause.running) return [{ kind: 'pause', on: pause.from }];
  return pause.resumeOn === null ? [] : [{ kind: 'resume', on: pause.resumeOn }];
}

/**
 * What happens to a subscription next, and on which day: the earliest; on one day first what stops it, then what lets it
 * begin, then its price, then its period. Periods that began before it stopped are billed even when that is late.
 */
export function nextStep(course: Course): Step | null {
  const { anchor, rhythm, begun, nextPeriod, newPriceFrom, remindOn, status } = course;
  const stop = stopsOn(course);
  const before = (day: CalendarDate) => stop === null || day < stop;
  const start = periodStart(anchor, rhythm, nextPeriod);
  const steps: Step[] = [...stopStep(course)];
  if (!begun && before(anchor)) steps.push({ kind: 'begin', on: anchor });
  steps.push(...pauseStep(course).filter(({ on }) => before(on)));
  if (newPriceFrom !== null && before(newPriceFrom)) steps.push({ kind: 'price', on: newPriceFrom });
  if (before(start) && start <= lastDate) steps.push({ kind: 'period', on: start });
  if (remindOn !== null && !isFinal(status)) steps.push({ kind: 'remind', on: remindOn });
  // Sorting keeps the order of those on one day.
  return steps.sort((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0))[0] ?? null;
}

export type Period = { number: number; startsOn: CalendarDate; endsOn: CalendarDate };

/** The next period that will be invoiced by what is planned now; null when none will be, or a pause has no end. */
export function nextBilled(course: Course): Period | null {
  const stop = stopsOn(course);
  const open = course.pauses.find(({ to }) => to === null);
  for (let number = course.nextPeriod; number < course.nextPeriod + 10_000; number += 1) {
    const startsOn = periodStart(course.anchor, course.rhythm, number);
    if ((stop !== null && startsOn >= stop) || startsOn > lastDate) return null;
    if (open && startsOn >= open.from) return null;
    if (isWithinRanges(startsOn, course.pauses)) continue;
    return { number, startsOn, endsOn: periodEnd(course.anchor, course.rhythm, number) };
  }
  return null;
}
