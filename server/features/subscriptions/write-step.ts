import { monthlyRevenue } from '#domain/recurring-revenue.ts';
import type { RevenueReason } from '#domain/subscriptions.ts';
import type { CalendarDate } from '#domain/time-zones.ts';
import { type Call, instant } from '#platform/access/call.ts';
import { newId } from '#platform/database/id.ts';
import { tablesOf, type Values } from '#records/kind.ts';
import { courseOf } from './course.ts';
import { planOf } from './prepare.ts';
import type { SubscriptionRow } from './row.ts';

/** What a period costs before tax. */
export function netOf({ subtotalMinor, discountMinor }: SubscriptionRow): bigint {
  return subtotalMinor - discountMinor;
}

/** A change of recurring revenue: what it comes to for each period from a day on, and why. */
export type RevenueChange = { on: CalendarDate; reason: RevenueReason; to: bigint; subscribers?: -1 | 0 | 1 };

/** Keeps a change of recurring revenue; the caller writes `recurringMinor` with the row. */
export async function keepRevenue(
  call: Call,
  row: SubscriptionRow,
  { on, reason, to, subscribers = 0 }: RevenueChange,
): Promise<void> {
  const changeMinor = to - row.recurringMinor;
  if (changeMinor === 0n && subscribers === 0) return;
  const { orgId, scopeId, scopePath, currency, interval, intervalCount } = row;
  await call.database
    .insertInto('subscriptionRevenue')
    .values({
      orgId,
      id: newId(call.now.getTime()),
      subscriptionId: row.id,
      scopeId,
      scopePath,
      onDate: on,
      reason,
      currency,
      interval,
      intervalCount,
      changeMinor,
      subscribers,
      at: instant(call),
    })
    .execute();
}

/** More or less than before: what a new price does to recurring revenue. */
export function reasonOfPrice(row: SubscriptionRow, to: bigint): RevenueReason {
  const month = (netMinor: bigint) => monthlyRevenue([{ ...row, netMinor }]);
  return month(to) < month(row.recurringMinor) || to < row.recurringMinor ? 'contraction' : 'expansion';
}

/** Notes on the row when something happens next. Bookkeeping of the server: no new version, nobody is told. */
export async function settlePlan(call: Call, row: SubscriptionRow): Promise<SubscriptionRow> {
  const plan: Values = planOf(row, await courseOf(call, row));
  await tablesOf(call)
    .updateTable('subscription')
    .set(plan)
    .where('orgId', '=', call.orgId)
    .where('id', '=', row.id)
    .execute();
  return { ...row, ...plan };
}
