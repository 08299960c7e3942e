import type { Call } from '#platform/access/call.ts';
import { changeStatus } from '#records/change-status.ts';
import { writeChange } from '#records/update-record.ts';
import { subscriptionKind } from '../kind.ts';
import type { SubscriptionRow } from '../row.ts';
import { keepRevenue, netOf } from '../write-step.ts';

/**
 * The first billed day of a subscription has come: a trial is over, and its revenue recurs from that day on, but for one
 * that is paused. The caller holds the row.
 */
export async function beginBilling(call: Call, row: SubscriptionRow): Promise<SubscriptionRow> {
  const on = row.anchorDate;
  const to = row.status === 'paused' ? 0n : netOf(row);
  await keepRevenue(call, row, { on, reason: 'new', to, subscribers: 1 });
  const columns = { begunOn: on, recurringMinor: to };
  const begun =
    row.status === 'trialing'
      ? await changeStatus(call, subscriptionKind, row, {
          column: 'status',
          to: 'active',
          columns,
          event: 'subscription.updated',
        })
      : await writeChange(call, subscriptionKind, row, columns);
  return begun as SubscriptionRow;
}
