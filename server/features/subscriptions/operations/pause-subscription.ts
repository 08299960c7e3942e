import { fieldProblem } from '#domain/field-errors.ts';
import { invalidFields, Problem } from '#domain/problems.ts';
import { stopsOn } from '#domain/subscription-periods.ts';
import type { PauseBody } from '#domain/subscriptions.ts';
import type { Call } from '#platform/access/call.ts';
import { todayAt } from '#records/entity-calendar.ts';
import { writeChange } from '#records/update-record.ts';
import { subscriptionKind } from '../kind.ts';
import { insertPause, livePauseOf } from '../queries-pauses.ts';
import type { SubscriptionRow } from '../row.ts';
import { settlePlan } from '../write-step.ts';
import { pauseOn } from './advance-subscription.ts';
import { beginBilling } from './begin-billing.ts';
import { requireMove, takeSubscription } from './take-subscription.ts';

/**
 * Pauses an active subscription from a day on: periods that begin in the pause are not billed, and none is billed in part. One
 * that was begun is paid for. Nothing that is about to end is paused.
 */
export async function pauseSubscription(
  call: Call,
  id: string,
  body: PauseBody,
  ifMatch: number | null,
): Promise<SubscriptionRow> {
  const row = await takeSubscription(call, id, ifMatch);
  requireMove(row, 'paused');
  if (await livePauseOf(call, row.id)) {
    throw new Problem('already_exists', { detail: 'A pause is planned already; call it off first.' });
  }
  const today = await todayAt(call, row.entityId);
  const fromDate = body.from ?? today;
  const toDate = body.resumeOn ?? null;
  if (fromDate < today) throw invalidFields([fieldProblem('from', 'out_of_range', { min: today })]);
  if (toDate !== null && toDate <= fromDate) throw invalidFields([fieldProblem('resumeOn', 'before_start')]);
  const stop = stopsOn(row);
  if (stop !== null && fromDate >= stop) {
    throw invalidFields([fieldProblem('from', 'out_of_range', { max: stop })]);
  }
  await insertPause(call, row, { fromDate, toDate, status: 'planned' });
  if (fromDate > today) {
    const planned = await writeChange(
      call,
      subscriptionKind,
      row,
      {},
      {
        before: { pause: null },
        after: { pause: { from: fromDate, resumeOn: toDate } },
      },
    );
    return settlePlan(call, planned as SubscriptionRow);
  }
  // What is due by today came before the pause of today.
  const begun = row.begunOn === null && row.anchorDate < today ? await beginBilling(call, row) : row;
  return settlePlan(call, await pauseOn(call, begun, fromDate));
}
