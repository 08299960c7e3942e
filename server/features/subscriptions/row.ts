import type { DiscountType } from '#domain/pricing.ts';
import { periodStart } from '#domain/subscription-periods.ts';
import type { Interval, SubscriptionStatus } from '#domain/subscriptions.ts';
import type { CalendarDate } from '#domain/time-zones.ts';
import type { RecordRow, Values } from '#records/kind.ts';

/** A row of the table, as far as the rules of subscriptions look at it. */
export type SubscriptionRow = RecordRow & {
  status: SubscriptionStatus;
  entityId: string;
  title: string;
  interval: Interval;
  intervalCount: number;
  startDate: CalendarDate;
  trialEndDate: CalendarDate | null;
  anchorDate: CalendarDate;
  endDate: CalendarDate | null;
  billFrom: CalendarDate | null;
  cancelsOn: CalendarDate | null;
  begunOn: CalendarDate | null;
  firstPeriod: number;
  nextPeriod: number;
  renewalNoticeDays: number;
  renewalToldFor: CalendarDate | null;
  autoIssue: boolean;
  priceId: string;
  currency: string;
  discountType: DiscountType;
  discountValue: string;
  subtotalMinor: bigint;
  discountMinor: bigint;
  taxMinor: bigint;
  totalMinor: bigint;
  lineCount: number;
  recurringMinor: bigint;
  failure: Values | null;
  retries: number;
};

/** Whether the first billed day has come: dates, customer and price are fixed from then on. */
export function isFixed({ begunOn, nextPeriod, firstPeriod }: SubscriptionRow): boolean {
  return begunOn !== null || nextPeriod > firstPeriod;
}

/** The first day of the first period that is billed. */
export function firstBilledDay(row: SubscriptionRow): CalendarDate {
  return periodStart(row.anchorDate, row, row.firstPeriod);
}
