import { z } from 'zod';
import {
  limits,
  optionalCurrency,
  optionalDate,
  optionalDecimal,
  optionalProse,
  rule,
  text,
} from './fields.ts';
import { recordFields } from './record-fields.ts';

export const campaignTypes = [
  'email',
  'event',
  'webinar',
  'social',
  'advertising',
  'referral',
  'other',
] as const;
export const campaignStatuses = [
  'planned',
  'active',
  'paused',
  'completed',
  'cancelled',
  'archived',
] as const;

export type CampaignType = (typeof campaignTypes)[number];
export type CampaignStatus = (typeof campaignStatuses)[number];

// `archived` has its own action, which also takes the campaign out of the lists.
const typedStatuses = campaignStatuses.filter((status) => status !== 'archived');

const base = z.strictObject({
  ...recordFields,
  name: text(180),
  type: z.enum(campaignTypes).optional(),
  status: z.enum(typedStatuses).optional(),
  startDate: optionalDate,
  endDate: optionalDate,
  budget: optionalDecimal(limits.amount),
  currency: optionalCurrency,
  description: optionalProse(5_000),
});

type Period = { startDate?: string | null; endDate?: string | null };

/** The end is not before the start; a patch is checked against the campaign as it would become. */
export function campaignEndsAfterStart({ startDate, endDate }: Period): boolean {
  return !startDate || !endDate || endDate >= startDate;
}

export const campaignCreate = base.check(
  rule<Period>(campaignEndsAfterStart, 'before_start', {}, ['endDate']),
);
export const campaignPatch = base.partial();

export type CampaignCreate = z.infer<typeof campaignCreate>;
export type CampaignPatch = z.infer<typeof campaignPatch>;
