import { fieldProblem } from '#domain/field-errors.ts';
import { illegalTransition, invalidFields } from '#domain/problems.ts';
import { subscriptionStatus } from '#domain/subscriptions.ts';
import { addJob, type Call } from '#platform/access/call.ts';
import { requireOn } from '#platform/access/can.ts';
import { changeStatus } from '#records/change-status.ts';
import { todayAt } from '#records/entity-calendar.ts';
import { lockRecord, requireActive, requireVersion } from '#records/read-record.ts';
import { viewOf } from '#records/update-record.ts';
import { billJobName } from '../job-name.ts';
import { subscriptionKind } from '../kind.ts';
import { firstPeriodAt } from '../prepare.ts';
import { keepPrice } from '../queries-prices.ts';
import type { SubscriptionRow } from '../row.ts';
import { keepRevenue, netOf, settlePlan } from '../write-step.ts';

/** Starts a draft that the caller holds: from now on its periods are billed by themselves. */
export async function startNow(call: Call, draft: SubscriptionRow): Promise<SubscriptionRow> {
  const { status, lineCount, anchorDate } = draft;
  if (status !== 'draft') throw illegalTransition(status, 'active', subscriptionStatus.allowed(status));
  if (lineCount === 0) throw invalidFields([fieldProblem('lines', 'too_few', { min: 1 })]);
  const today = await todayAt(call, draft.entityId);
  const first = firstPeriodAt({ ...draft, anchor: anchorDate }, today);
  const due = anchorDate <= today;
  const net = netOf(draft);
  if (due) await keepRevenue(call, draft, { on: anchorDate, reason: 'new', to: net, subscribers: 1 });
  const started = (await changeStatus(call, subscriptionKind, draft, {
    column: 'status',
    to: draft.trialEndDate !== null && anchorDate > today ? 'trialing' : 'active',
    columns: {
      firstPeriod: first,
      nextPeriod: first,
      ...(due ? { begunOn: anchorDate, recurringMinor: net } : {}),
    },
    event: 'subscription.started',
  })) as SubscriptionRow;
  const { priceId: id, discountType, discountValue, subtotalMinor, discountMinor, taxMinor } = started;
  const amounts = { discountType, discountValue, subtotalMinor, discountMinor, taxMinor };
  await keepPrice(call, started, { id, ...amounts, totalMinor: started.totalMinor, lineCount });
  // Whoever starts a subscription that is due sees its first invoice soon, not at the next round.
  addJob(call, { name: billJobName, data: { orgId: call.orgId } });
  return settlePlan(call, started);
}

/** Starts a subscription that was prepared as a draft. */
export async function startSubscription(
  call: Call,
  id: string,
  ifMatch: number | null,
): Promise<SubscriptionRow> {
  const row = (await lockRecord(call, subscriptionKind, id)) as SubscriptionRow;
  requireOn(call, 'accounting.subscriptions.manage', row, viewOf(subscriptionKind));
  requireVersion(row, ifMatch);
  requireActive(row);
  return startNow(call, row);
}
