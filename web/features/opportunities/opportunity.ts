import { isClosedStage, type OpportunityStage, opportunityStage } from '#domain/opportunities.ts';
import type { Scope } from '#domain/scope.ts';
import type { RecordBase } from '#web/components/list/declare.ts';

/** An opportunity on the wire. */
export type Opportunity = RecordBase & {
  version: number;
  scope: Scope;
  ownerId: string | null;
  name: string;
  description: string | null;
  amount: string | null;
  currency: string;
  probability: number;
  expectedCloseDate: string | null;
  stage: OpportunityStage;
  stageChangedAt: string;
  closedAt: string | null;
  lostReason: string | null;
  nextStep: string | null;
  leadId: string | null;
  accountId: string | null;
  contactId: string | null;
  campaignId: string | null;
  tags: string[];
  createdAt: string;
  updatedAt: string;
};

/** Where this member may move the opportunity: the stages that lead on from its own, as far as their abilities reach. */
export function movesOf({ stage, abilities = {} }: Opportunity): OpportunityStage[] {
  const ability = (to: OpportunityStage) => {
    if (to === 'won') return 'markWon';
    if (to === 'lost') return 'markLost';
    return isClosedStage(stage) ? 'reopen' : 'move';
  };
  return opportunityStage.allowed(stage).filter((to) => abilities[ability(to)] ?? false);
}
