import { fieldProblem } from '#domain/field-errors.ts';
import { illegalTransition, invalidFields, Problem } from '#domain/problems.ts';
import { firstPeriodFrom, periodStart, stopsOn } from '#domain/subscription-periods.ts';
import { type ChangePriceBody, subscriptionStatus } from '#domain/subscriptions.ts';
import { addDays, type CalendarDate } from '#domain/time-zones.ts';
import type { Call } from '#platform/access/call.ts';
import { newId } from '#platform/database/id.ts';
import { composeDocument } from '#records/compose-document.ts';
import { todayAt } from '#records/entity-calendar.ts';
import { updateRecord, writeChange } from '#records/update-record.ts';
import { subscriptionLines } from '../compose-price.ts';
import { subscriptionKind } from '../kind.ts';
import { keepPrice, nextPriceOf, removePrice } from '../queries-prices.ts';
import { isFixed, type SubscriptionRow } from '../row.ts';
import { settlePlan } from '../write-step.ts';
import { takeSubscription } from './take-subscription.ts';

/** From when a price can hold: the first day of a period that has not begun. */
function validFrom(row: SubscriptionRow, today: CalendarDate, wanted: string | null): CalendarDate {
  const next = firstPeriodFrom(row.anchorDate, row, addDays(today, 1));
  const start = periodStart(row.anchorDate, row, next);
  if (wanted === null) return start;
  if (wanted < start) throw invalidFields([fieldProblem('from', 'out_of_range', { min: start })]);
  const number = firstPeriodFrom(row.anchorDate, row, wanted);
  if (periodStart(row.anchorDate, row, number) !== wanted) {
    const format = periodStart(row.anchorDate, row, number);
    throw invalidFields([fieldProblem('from', 'invalid_format', { format })]);
  }
  return wanted;
}

/**
 * Plans another price from the next period on, or from a later one; what was planned before is replaced. Periods that have
 * begun keep theirs. While nothing was billed yet, the price itself is changed.
 */
export async function changePrice(
  call: Call,
  id: string,
  { from = null, ...priced }: ChangePriceBody,
  ifMatch: number | null,
): Promise<SubscriptionRow> {
  const row = await takeSubscription(call, id, ifMatch);
  const { status } = row;
  if (status === 'draft' || subscriptionStatus.isFinal(status)) {
    throw illegalTransition(status, 'price_changed', subscriptionStatus.allowed(status));
  }
  const discount = { discountType: 'none', discountValue: '0', ...priced };
  if (!isFixed(row) && (from === null || from === row.anchorDate)) {
    return (await updateRecord(call, subscriptionKind, row.id, discount, null)) as SubscriptionRow;
  }
  const start = validFrom(row, await todayAt(call, row.entityId), from);
  const stop = stopsOn(row);
  if (stop !== null && start >= stop) {
    throw invalidFields([fieldProblem('from', 'out_of_range', { max: addDays(stop, -1) })]);
  }
  const planned = await nextPriceOf(call, row);
  if (planned) await removePrice(call, planned.id);
  const { scopeId, scopePath, currency } = row;
  const document = await composeDocument(
    call,
    subscriptionLines,
    { ...discount, scopeId, scopePath, currency },
    { current: null, given: priced },
  );
  const priceId = newId(call.now.getTime());
  await keepPrice(call, row, { id: priceId, validFrom: start, ...document.columns });
  await document.write?.({ ...row, id: priceId, version: 1 });
  const { totalMinor } = document.columns;
  const changed = await writeChange(
    call,
    subscriptionKind,
    row,
    {},
    {
      before: { price: planned ? { from: planned.validFrom, totalMinor: planned.totalMinor } : null },
      after: { price: { from: start, totalMinor }, lines: document.parts?.after },
    },
  );
  return settlePlan(call, changed as SubscriptionRow);
}

/** Drops a price that does not hold yet. */
export async function dropPrice(call: Call, id: string, ifMatch: number | null): Promise<SubscriptionRow> {
  const row = await takeSubscription(call, id, ifMatch);
  const planned = await nextPriceOf(call, row);
  if (!planned) throw new Problem('not_found', { detail: 'No other price is planned.' });
  await removePrice(call, planned.id);
  const before = { price: { from: planned.validFrom, totalMinor: planned.totalMinor } };
  const kept = await writeChange(call, subscriptionKind, row, {}, { before, after: { price: null } });
  return settlePlan(call, kept as SubscriptionRow);
}
