import type { CalendarDate } from '#domain/time-zones.ts';
import type { Call } from '#platform/access/call.ts';
import { changeStatus } from '#records/change-status.ts';
import { subscriptionKind } from '../kind.ts';
import { livePauseOf, updatePause } from '../queries-pauses.ts';
import { nextPriceOf, removePrice } from '../queries-prices.ts';
import type { SubscriptionRow } from '../row.ts';
import { keepRevenue } from '../write-step.ts';

type Stop = { to: 'cancelled' | 'ended'; on: CalendarDate; reason?: string | null };

/**
 * A subscription is over from a day on: nothing recurs, and what was planned for later is dropped. Whoever never came to
 * be billed is no lost subscriber. The caller holds the row.
 */
export async function stopSubscription(
  call: Call,
  row: SubscriptionRow,
  { to, on, reason = null }: Stop,
): Promise<SubscriptionRow> {
  const pause = await livePauseOf(call, row.id);
  if (pause) {
    const toDate = on > pause.fromDate ? on : pause.fromDate;
    await updatePause(call, pause.id, { status: 'over', toDate });
  }
  const price = await nextPriceOf(call, row);
  if (price && price.validFrom >= on) await removePrice(call, price.id);
  if (row.begunOn !== null) {
    await keepRevenue(call, row, { on, reason: 'churned', to: 0n, subscribers: -1 });
  }
  const stopped = await changeStatus(call, subscriptionKind, row, {
    column: 'status',
    to,
    reason,
    columns: {
      recurringMinor: 0n,
      ...(to === 'cancelled' ? { cancelsOn: on, cancelReason: reason } : {}),
    },
    event: `subscription.${to}`,
    payload: { on },
  });
  return stopped as SubscriptionRow;
}
