import { fieldProblem } from '#domain/field-errors.ts';
import { type FieldProblem, invalidFields } from '#domain/problems.ts';
import { firstPeriodFrom, nextBilled, nextStep, periodAt, periodEnd } from '#domain/subscription-periods.ts';
import { anchorOf, endAfterStart, fixedOnceBegun, trialAfterStart } from '#domain/subscriptions.ts';
import type { CalendarDate } from '#domain/time-zones.ts';
import type { Call } from '#platform/access/call.ts';
import { withoutPadding } from '#records/columns.ts';
import { todayAt } from '#records/entity-calendar.ts';
import type { Change, Values } from '#records/kind.ts';
import { entityIdAt } from '#records/scope.ts';
import { courseOf, unplanned } from './course.ts';
import { isFixed, type SubscriptionRow } from './row.ts';

/** The first period that is billed, as seen from a day. */
export function firstPeriodAt(
  row: Pick<SubscriptionRow, 'interval' | 'intervalCount' | 'billFrom'> & { anchor: CalendarDate },
  today: CalendarDate,
): number {
  if (row.billFrom !== null) return firstPeriodFrom(row.anchor, row, row.billFrom);
  return Math.max(1, periodAt(row.anchor, row, today));
}

function refuseFixed(merged: Values, current: SubscriptionRow, given: Values): void {
  const plain = (value: unknown) => (typeof value === 'string' ? withoutPadding(value) : (value ?? null));
  const errors = fixedOnceBegun
    .filter((name) => given[name] !== undefined)
    .filter((name) => name === 'lines' || plain(merged[name]) !== plain(current[name]))
    .map((name) => fieldProblem(name, 'not_allowed', { because: 'started' }));
  if (errors.length > 0) throw invalidFields(errors);
}

function endOf(row: SubscriptionRow, anchor: CalendarDate, { periods }: Values): CalendarDate | null {
  return typeof periods === 'number' ? periodEnd(anchor, row, periods) : (row.endDate ?? null);
}

function dateProblems(row: SubscriptionRow): FieldProblem[] {
  const errors: FieldProblem[] = [];
  if (!trialAfterStart(row)) errors.push(fieldProblem('trialEndDate', 'before_start'));
  if (!endAfterStart(row)) errors.push(fieldProblem('endDate', 'before_start'));
  return errors;
}

/** What follows from what was typed: who invoices, which period is the first, and when something happens next. */
export async function prepareSubscription(call: Call, merged: Values, change: Change): Promise<Values> {
  const current = change.current as SubscriptionRow | null;
  const entityId = await entityIdAt(call, merged.scopeId as string);
  if (entityId === null) throw invalidFields([fieldProblem('scope.entityId', 'required')]);
  const typed = { intervalCount: 1, trialEndDate: null, billFrom: null, ...merged } as SubscriptionRow;
  if (!trialAfterStart(typed)) throw invalidFields(dateProblems(typed));
  const anchor = anchorOf(typed);
  const endDate = endOf(typed, anchor, change.given);
  const today = await todayAt(call, entityId);
  const row = { ...typed, entityId, endDate, anchorDate: anchor };
  const errors = dateProblems(row);
  if (current && isFixed(current)) {
    refuseFixed(merged, current, change.given);
    if (endDate !== null && endDate !== current.endDate && endDate < today) {
      errors.push(fieldProblem('endDate', 'out_of_range', { min: today }));
    }
  }
  if (errors.length > 0) throw invalidFields(errors);
  const first = current && isFixed(current) ? current.firstPeriod : firstPeriodAt({ ...row, anchor }, today);
  const next = current && isFixed(current) ? current.nextPeriod : first;
  const placed: SubscriptionRow = { ...row, firstPeriod: first, nextPeriod: next };
  const plan = current
    ? planOf(placed, await courseOf(call, placed))
    : { dueOn: null, nextInvoiceDate: null };
  return { entityId, endDate, firstPeriod: first, nextPeriod: next, ...plan, ...retried(current) };
}

/** Whoever changes something wants to know soon whether it helped. */
function retried(current: SubscriptionRow | null): Values {
  return current?.failure ? { retryAt: null } : {};
}

type Plan = { dueOn: CalendarDate | null; nextInvoiceDate: CalendarDate | null };

/** When something happens by itself next, and when the next invoice is made. */
export function planOf(row: SubscriptionRow, course = unplanned(row)): Plan {
  if (row.status === 'draft') return { dueOn: null, nextInvoiceDate: null };
  return {
    dueOn: nextStep(course)?.on ?? null,
    nextInvoiceDate: nextBilled(course)?.startsOn ?? null,
  };
}
