import type { Course } from '#domain/subscription-periods.ts';
import { addDays, type CalendarDate } from '#domain/time-zones.ts';
import type { Call } from '#platform/access/call.ts';
import { pausesOf } from './queries-pauses.ts';
import { nextPriceOf } from './queries-prices.ts';
import type { SubscriptionRow } from './row.ts';

/** The day on which the owner is to hear of the end; null when there is none, or they have heard. */
function remindOn({ endDate, renewalToldFor, renewalNoticeDays }: SubscriptionRow): CalendarDate | null {
  if (endDate === null || renewalToldFor === endDate) return null;
  return addDays(endDate, -(renewalNoticeDays ?? 30));
}

/** Where a subscription stands that has neither a pause nor a coming price. */
export function unplanned(row: SubscriptionRow): Course {
  return {
    status: row.status,
    anchor: row.anchorDate,
    rhythm: { interval: row.interval, intervalCount: row.intervalCount },
    begun: (row.begunOn ?? null) !== null,
    nextPeriod: row.nextPeriod,
    endDate: row.endDate,
    cancelsOn: row.cancelsOn ?? null,
    pause: null,
    pauses: [],
    newPriceFrom: null,
    remindOn: remindOn(row),
  };
}

/** Where a subscription stands, with everything that is planned for it. */
export async function courseOf(call: Call, row: SubscriptionRow): Promise<Course> {
  const pauses = await pausesOf(call, row.id);
  const live = pauses.find(({ status }) => status !== 'over');
  return {
    ...unplanned(row),
    pause: live ? { from: live.fromDate, resumeOn: live.toDate, running: live.status === 'running' } : null,
    pauses: pauses.map(({ fromDate, toDate }) => ({ from: fromDate, to: toDate })),
    newPriceFrom: (await nextPriceOf(call, row))?.validFrom ?? null,
  };
}
