import { nextStep, type Step } from '#domain/subscription-periods.ts';
import type { CalendarDate } from '#domain/time-zones.ts';
import { announce, type Call } from '#platform/access/call.ts';
import { changeStatus } from '#records/change-status.ts';
import { eventRecord } from '#records/create-record.ts';
import { todayAt } from '#records/entity-calendar.ts';
import { tablesOf, type Values } from '#records/kind.ts';
import { writeChange } from '#records/update-record.ts';
import { courseOf } from '../course.ts';
import { subscriptionKind } from '../kind.ts';
import { livePauseOf, updatePause } from '../queries-pauses.ts';
import { nextPriceOf } from '../queries-prices.ts';
import type { SubscriptionRow } from '../row.ts';
import { keepRevenue, netOf, reasonOfPrice, settlePlan } from '../write-step.ts';
import { beginBilling } from './begin-billing.ts';
import { billPeriod } from './bill-period.ts';
import { stopSubscription } from './stop-subscription.ts';

/** The subscription, held, or null while somebody else holds it, or when it is archived. */
async function takeHold(call: Call, id: string): Promise<SubscriptionRow | null> {
  const row = await tablesOf(call)
    .selectFrom('subscription')
    .selectAll()
    .where('orgId', '=', call.orgId)
    .where('id', '=', id)
    .where('archivedAt', 'is', null)
    .forNoKeyUpdate()
    .skipLocked()
    .executeTakeFirst();
  return (row as SubscriptionRow | undefined) ?? null;
}

/** A planned pause has begun. */
export async function pauseOn(call: Call, row: SubscriptionRow, on: CalendarDate): Promise<SubscriptionRow> {
  const pause = await livePauseOf(call, row.id);
  if (pause) await updatePause(call, pause.id, { status: 'running' });
  if (row.begunOn !== null) await keepRevenue(call, row, { on, reason: 'paused', to: 0n });
  return (await changeStatus(call, subscriptionKind, row, {
    column: 'status',
    to: 'paused',
    columns: { recurringMinor: 0n },
    event: 'subscription.paused',
    payload: { on, resumeOn: pause?.toDate ?? null },
  })) as SubscriptionRow;
}

/** A pause is over; periods go on where they would be without it. */
export async function resumeOn(call: Call, row: SubscriptionRow, on: CalendarDate): Promise<SubscriptionRow> {
  const pause = await livePauseOf(call, row.id);
  if (pause) {
    await updatePause(call, pause.id, { status: 'over', toDate: on > pause.fromDate ? on : pause.fromDate });
  }
  const to = row.begunOn === null ? 0n : netOf(row);
  if (row.begunOn !== null) await keepRevenue(call, row, { on, reason: 'resumed', to });
  return (await changeStatus(call, subscriptionKind, row, {
    column: 'status',
    to: 'active',
    columns: { recurringMinor: to },
    event: 'subscription.resumed',
    payload: { on },
  })) as SubscriptionRow;
}

/** A price that was planned holds from now on. */
async function takePrice(call: Call, row: SubscriptionRow, on: CalendarDate): Promise<SubscriptionRow> {
  const price = await nextPriceOf(call, row);
  if (!price) return row;
  const { discountType, discountValue, subtotalMinor, discountMinor, taxMinor, totalMinor, lineCount } =
    price;
  const counts = row.status === 'active' && row.begunOn !== null;
  const to = counts ? subtotalMinor - discountMinor : row.recurringMinor;
  if (counts) await keepRevenue(call, row, { on, reason: reasonOfPrice(row, to), to });
  const columns: Values = {
    priceId: price.id,
    discountType,
    discountValue,
    subtotalMinor,
    discountMinor,
    taxMinor,
    totalMinor,
    lineCount,
    recurringMinor: to,
  };
  return (await writeChange(call, subscriptionKind, row, columns, {
    event: 'subscription.price_changed',
    payload: { on },
  })) as SubscriptionRow;
}

/** The end is near: its owner is to be told, and given something to do. */
async function tellOfEnd(call: Call, row: SubscriptionRow): Promise<SubscriptionRow> {
  await tablesOf(call)
    .updateTable('subscription')
    .set({ renewalToldFor: row.endDate } as Values)
    .where('orgId', '=', call.orgId)
    .where('id', '=', row.id)
    .execute();
  const told = { ...row, renewalToldFor: row.endDate };
  announce(call, {
    type: 'subscription.renewal_due',
    record: eventRecord(subscriptionKind, told),
    payload: { endDate: row.endDate },
  });
  return told;
}

function take(call: Call, row: SubscriptionRow, { kind, on }: Step): Promise<SubscriptionRow> {
  switch (kind) {
    case 'begin':
      return beginBilling(call, row);
    case 'pause':
      return pauseOn(call, row, on);
    case 'resume':
      return resumeOn(call, row, on);
    case 'price':
      return takePrice(call, row, on);
    case 'cancel':
      return stopSubscription(call, row, {
        to: 'cancelled',
        on,
        reason: row.cancelReason as string | null,
      });
    case 'end':
      return stopSubscription(call, row, { to: 'ended', on });
    case 'remind':
      return tellOfEnd(call, row);
    case 'period':
      throw new Error('A period is billed by billPeriod.');
  }
}

export type Advance = 'nothing' | 'settled' | 'invoiced';

/**
 * Does what is due for one subscription by today's date in its entity, in order, up to and including one invoice: the
 * transaction stays short, and what a crash interrupts is one invoice. `nothing` while somebody else holds it.
 */
export async function advanceSubscription(call: Call, id: string): Promise<Advance> {
  let row = await takeHold(call, id);
  if (!row || row.status === 'draft') return 'nothing';
  const today = await todayAt(call, row.entityId);
  let advance: Advance = 'settled';
  while (advance === 'settled') {
    const step = nextStep(await courseOf(call, row));
    if (!step || step.on > today) break;
    if (step.kind === 'period') {
      const billed = await billPeriod(call, row, today);
      row = billed.row;
      if (billed.invoiceId !== null) advance = 'invoiced';
    } else row = await take(call, row, step);
  }
  await settlePlan(call, row);
  return advance;
}
