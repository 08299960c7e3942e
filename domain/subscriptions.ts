import { z } from 'zod';
import { documentFields, lines, pricedFields } from './document-lines.ts';
import {
  calendarDate,
  currencyCode,
  optionalDate,
  optionalProse,
  optionalText,
  optionalUuid,
  rule,
  text,
  uuid,
  whole,
} from './fields.ts';
import { recordFields } from './record-fields.ts';
import { transitions } from './states.ts';
import { addDays, type CalendarDate } from './time-zones.ts';

export const subscriptionStatuses = ['draft', 'trialing', 'active', 'paused', 'cancelled', 'ended'] as const;

export type SubscriptionStatus = (typeof subscriptionStatuses)[number];

/**
 * A draft bills nothing. Started, a subscription is trialing while its trial lasts and active otherwise, also when its first
 * day is still to come: what is billed when follows from its dates. Cancelled and ended are final; a customer who comes back
 * gets a new one.
 */
export const subscriptionStatus = transitions<SubscriptionStatus>(
  {
    draft: ['trialing', 'active'],
    trialing: ['active', 'cancelled', 'ended'],
    active: ['paused', 'cancelled', 'ended'],
    paused: ['active', 'cancelled', 'ended'],
    cancelled: [],
    ended: [],
  },
  ['cancelled', 'ended'],
);

export const intervals = ['week', 'month', 'quarter', 'year'] as const;

export type Interval = (typeof intervals)[number];

/** How long one period lasts: so many intervals. */
export type Rhythm = { interval: Interval; intervalCount: number };

export const mostPeriods = 1_200;

/** What became of a period: it was invoiced, or it lay in a pause and is not billed. */
export const periodOutcomes = ['invoiced', 'paused'] as const;

/** Why the recurring revenue of a subscription changed on a day. */
export const revenueReasons = ['new', 'expansion', 'contraction', 'paused', 'resumed', 'churned'] as const;

export type RevenueReason = (typeof revenueReasons)[number];

type Dates = {
  startDate?: string | null | undefined;
  trialEndDate?: string | null | undefined;
  endDate?: string | null | undefined;
};

/** The first day that is billed: the day after the trial, or the start. */
export function anchorOf({ startDate, trialEndDate }: { startDate: string; trialEndDate: string | null }) {
  return trialEndDate === null ? startDate : addDays(trialEndDate, 1);
}

/** The trial does not end before it starts. */
export function trialAfterStart({ startDate, trialEndDate }: Dates): boolean {
  return !startDate || !trialEndDate || trialEndDate >= startDate;
}

/** Something is billed before the end: it does not lie before the start, nor within the trial. */
export function endAfterStart({ startDate, trialEndDate, endDate }: Dates): boolean {
  if (!endDate) return true;
  if (trialEndDate && endDate <= trialEndDate) return false;
  return !startDate || endDate >= startDate;
}

const rhythmFields = {
  interval: z.enum(intervals),
  intervalCount: whole(1, 60).optional(),
};

const dateFields = {
  /** Today in the entity's time zone when absent. Periods are reckoned from it, or from the day after the trial. */
  startDate: calendarDate.optional(),
  /** The last day of the trial. */
  trialEndDate: optionalDate,
  /** The last day. A period that has begun by then is billed whole. */
  endDate: optionalDate,
  /** How many periods there are, instead of an end date. */
  periods: whole(1, mostPeriods).nullable().optional(),
  /** Periods that began before this day were billed elsewhere. Absent: those that were over when it was started. */
  billFrom: optionalDate,
  /** Start it at once; absent: when it has lines. Otherwise it is a draft. */
  start: z.boolean().optional(),
};

const termFields = {
  paymentTermId: optionalUuid,
  /** Issue each invoice by itself; otherwise it waits as a draft. */
  autoIssue: z.boolean().optional(),
  /** How many days before the end its owner is told. */
  renewalNoticeDays: whole(0, 365).optional(),
};

const base = z.strictObject({
  ...recordFields,
  ...documentFields,
  ...rhythmFields,
  ...dateFields,
  ...termFields,
  title: text(180),
  currency: currencyCode.optional(),
  accountId: uuid,
  contactId: optionalUuid,
  opportunityId: optionalUuid,
});

const dateRules = [
  rule<Dates>(trialAfterStart, 'before_start', {}, ['trialEndDate']),
  rule<Dates>(endAfterStart, 'before_start', {}, ['endDate']),
  rule<{ endDate?: string | null; periods?: number | null }>(
    ({ endDate, periods }) => !endDate || !periods,
    'not_allowed',
    { because: 'endDate' },
    ['periods'],
  ),
] as const;

export const subscriptionCreate = base.check(...dateRules);
export const subscriptionPatch = base.omit({ start: true }).partial();

/** What cannot be changed any more once the first billed day has come; prices then change from a later period. */
export const fixedOnceBegun = [
  'accountId',
  'currency',
  'interval',
  'intervalCount',
  'startDate',
  'trialEndDate',
  'billFrom',
  'lines',
  'discountType',
  'discountValue',
] as const;

export const pauseBody = z
  .strictObject({
    /** The first day of the pause; today when absent. */
    from: optionalDate,
    /** The first day after it; absent: until somebody resumes. */
    resumeOn: optionalDate,
  })
  .check(
    rule<{ from?: string | null; resumeOn?: string | null }>(
      ({ from, resumeOn }) => !from || !resumeOn || resumeOn > from,
      'before_start',
      {},
      ['resumeOn'],
    ),
  );

export const cancelBody = z.strictObject({
  /** `end`: when the period that was begun is over; `now`: from today on nothing more is billed. */
  at: z.enum(['end', 'now']),
  reason: optionalProse(1_000),
});

export const changePriceBody = z.strictObject({
  ...pricedFields,
  lines: lines.min(1),
  /** The first day of the period from which it holds; the next period when absent. */
  from: optionalDate,
});

/** What a quote does not say of the subscription that is made of it. */
export const quoteSubscribeBody = z
  .strictObject({
    ...rhythmFields,
    ...dateFields,
    ...termFields,
    /** The quote's own title when absent. */
    title: optionalText(180),
    /** A quote of the whole organisation must say which entity invoices. */
    entityId: optionalUuid,
  })
  .check(...dateRules);

export const summaryQuery = z
  .strictObject({ from: optionalDate, to: optionalDate, scopeNodeId: optionalUuid })
  .check(
    rule<{ from?: string | null; to?: string | null }>(
      ({ from, to }) => !from || !to || to >= from,
      'before_start',
      {},
      ['to'],
    ),
  );

export type SubscriptionCreate = z.infer<typeof subscriptionCreate>;
export type PauseBody = z.infer<typeof pauseBody>;
export type CancelBody = z.infer<typeof cancelBody>;
export type ChangePriceBody = z.infer<typeof changePriceBody>;
export type QuoteSubscribeBody = z.infer<typeof quoteSubscribeBody>;
export type SummaryQuery = z.infer<typeof summaryQuery>;
export type DayRange = { from: CalendarDate; to: CalendarDate | null };
