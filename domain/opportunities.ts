import { z } from 'zod';
import { customValues } from './custom-fields.ts';
import {
  currencyCode,
  limits,
  optionalDate,
  optionalDecimal,
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

export const opportunityStages = ['new', 'qualified', 'quote_ready', 'negotiation', 'won', 'lost'] as const;

export type OpportunityStage = (typeof opportunityStages)[number];

const open = ['new', 'qualified', 'quote_ready', 'negotiation'] as const;

export const openStages: readonly OpportunityStage[] = open;

const from = (stage: OpportunityStage): OpportunityStage[] => [
  ...open.filter((other) => other !== stage),
  'won',
  'lost',
];

/** Open stages move freely; won and lost are closed and lead back to an open stage only (a reopening). */
export const opportunityStage = transitions<OpportunityStage>(
  {
    new: from('new'),
    qualified: from('qualified'),
    quote_ready: from('quote_ready'),
    negotiation: from('negotiation'),
    won: open,
    lost: open,
  },
  [],
);

export function isClosedStage(stage: OpportunityStage): stage is 'won' | 'lost' {
  return stage === 'won' || stage === 'lost';
}

/** A move back from won or lost, which has its own capability. */
export function isReopening(before: OpportunityStage, after: OpportunityStage): boolean {
  return isClosedStage(before) && !isClosedStage(after);
}

/** The probability in percent that a deal gets with its stage, until somebody types another. */
export const stageProbability: Readonly<Record<OpportunityStage, number>> = {
  new: 10,
  qualified: 25,
  quote_ready: 50,
  negotiation: 75,
  won: 100,
  lost: 0,
};

export const opportunityCreate = z.strictObject({
  ...recordFields,
  custom: customValues,
  name: text(180),
  description: optionalProse(1_200),
  amount: optionalDecimal(limits.amount),
  currency: currencyCode.optional(),
  probability: whole(0, 100).optional(),
  expectedCloseDate: optionalDate,
  pipelineId: uuid.optional(),
  leadId: optionalUuid,
  accountId: optionalUuid,
  contactId: optionalUuid,
  campaignId: optionalUuid,
  nextStep: optionalText(500),
  nextActionDate: optionalDate,
  nextActionNote: optionalText(500),
});
export const opportunityPatch = opportunityCreate.partial();

const lostReason = optionalProse(1_000);

type Move = { stage?: string; stageId?: string };

/** By stage, it comes to the first column of that stage in its pipeline; by id, to exactly that one. */
export const opportunityStageBody = z
  .strictObject({ stage: z.enum(opportunityStages).optional(), stageId: uuid.optional(), lostReason })
  .check(
    rule<Move>(({ stage, stageId }) => Boolean(stage ?? stageId), 'required', {}, ['stage']),
    rule<Move>(
      ({ stage, stageId }) => !(stage && uuid.safeParse(stageId).success),
      'not_allowed',
      { because: 'stageId' },
      ['stage'],
    ),
  );
export const opportunityLostBody = z.strictObject({ lostReason });

export type OpportunityCreate = z.infer<typeof opportunityCreate>;
export type OpportunityPatch = z.infer<typeof opportunityPatch>;
export type OpportunityStageBody = z.infer<typeof opportunityStageBody>;
export type OpportunityLostBody = z.infer<typeof opportunityLostBody>;
