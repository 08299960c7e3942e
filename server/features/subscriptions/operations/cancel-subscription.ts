import { illegalTransition, Problem } from '#domain/problems.ts';
import { periodAt, periodStart } from '#domain/subscription-periods.ts';
import { type CancelBody, subscriptionStatus } from '#domain/subscriptions.ts';
import type { CalendarDate } from '#domain/time-zones.ts';
import type { Call } from '#platform/access/call.ts';
import { todayAt } from '#records/entity-calendar.ts';
import { writeChange } from '#records/update-record.ts';
import { subscriptionKind } from '../kind.ts';
import type { SubscriptionRow } from '../row.ts';
import { settlePlan } from '../write-step.ts';
import { beginBilling } from './begin-billing.ts';
import { stopSubscription } from './stop-subscription.ts';
import { requireMove, takeSubscription } from './take-subscription.ts';

/** The day after the period that today lies in; the first billed day while there is none. */
function endOfPeriod(row: SubscriptionRow, today: CalendarDate): CalendarDate {
  return periodStart(row.anchorDate, row, periodAt(row.anchorDate, row, today) + 1);
}

/**
 * Cancels a subscription: today, or when the period that was begun is over (the trial, while it lasts; a paused one at once:
 * nothing was begun). What began before is billed and nothing is paid back.
 */
export async function cancelSubscription(
  call: Call,
  id: string,
  { at, reason = null }: CancelBody,
  ifMatch: number | null,
): Promise<SubscriptionRow> {
  const row = await takeSubscription(call, id, ifMatch);
  requireMove(row, 'cancelled');
  const today = await todayAt(call, row.entityId);
  const on = at === 'now' || row.status === 'paused' ? today : endOfPeriod(row, today);
  if (on <= today) {
    const begun = row.begunOn === null && row.anchorDate < today ? await beginBilling(call, row) : row;
    return settlePlan(call, await stopSubscription(call, begun, { to: 'cancelled', on: today, reason }));
  }
  const columns = { cancelsOn: on, cancelReason: reason };
  return settlePlan(call, (await writeChange(call, subscriptionKind, row, columns)) as SubscriptionRow);
}

/** Takes back a cancellation that has not come yet. */
export async function keepSubscription(
  call: Call,
  id: string,
  ifMatch: number | null,
): Promise<SubscriptionRow> {
  const row = await takeSubscription(call, id, ifMatch);
  if (row.status === 'cancelled') {
    throw illegalTransition(row.status, 'active', subscriptionStatus.allowed(row.status));
  }
  if (row.cancelsOn === null) {
    throw new Problem('not_found', { detail: 'No cancellation is planned.' });
  }
  const columns = { cancelsOn: null, cancelReason: null };
  return settlePlan(call, (await writeChange(call, subscriptionKind, row, columns)) as SubscriptionRow);
}
