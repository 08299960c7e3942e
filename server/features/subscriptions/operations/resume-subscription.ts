import type { Call } from '#platform/access/call.ts';
import { todayAt } from '#records/entity-calendar.ts';
import { writeChange } from '#records/update-record.ts';
import { subscriptionKind } from '../kind.ts';
import { livePauseOf, updatePause } from '../queries-pauses.ts';
import type { SubscriptionRow } from '../row.ts';
import { settlePlan } from '../write-step.ts';
import { resumeOn } from './advance-subscription.ts';
import { requireMove, takeSubscription } from './take-subscription.ts';

/**
 * Ends a pause today: the next period that begins is billed, on the day on which it would begin without a pause. A pause that
 * has not begun is called off.
 */
export async function resumeSubscription(
  call: Call,
  id: string,
  ifMatch: number | null,
): Promise<SubscriptionRow> {
  const row = await takeSubscription(call, id, ifMatch);
  const pause = await livePauseOf(call, row.id);
  if (pause?.status === 'planned') {
    await updatePause(call, pause.id, { status: 'over', toDate: pause.fromDate });
    const before = { pause: { from: pause.fromDate, resumeOn: pause.toDate } };
    const freed = await writeChange(call, subscriptionKind, row, {}, { before, after: { pause: null } });
    return settlePlan(call, freed as SubscriptionRow);
  }
  requireMove(row, 'active');
  return settlePlan(call, await resumeOn(call, row, await todayAt(call, row.entityId)));
}
