import { isClosedStage, type OpportunityStage, opportunityStage } from '#domain/opportunities.ts';
import type { Scope } from '#domain/scope.ts';
import type { RecordBase } from '#web/components/list/declare.ts';
import type { Stage } from '#web/platform/pipelines.ts';

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
  pipelineId: string;
  stageId: string;
  /** Told of the cards of a board. */
  rotting?: boolean;
  closedAt: string | null;
  lostReason: string | null;
  nextStep: string | null;
  nextActionDate: string | null;
  nextActionNote: string | null;
  leadId: string | null;
  accountId: string | null;
  contactId: string | null;
  campaignId: string | null;
  tags: string[];
  createdAt: string;
  updatedAt: string;
};

/** Whether this member may move the opportunity to a stage of its pipeline: by the table of stages, and by their abilities. */
export function mayMoveTo({ stage, stageId, abilities = {} }: Opportunity, to: Stage): boolean {
  const status = to.status as OpportunityStage;
  if (to.id === stageId || (isClosedStage(stage) && status === stage)) return false;
  if (status !== stage && !opportunityStage.canMove(stage, status)) return false;
  if (status === 'won') return abilities.markWon ?? false;
  if (status === 'lost') return abilities.markLost ?? false;
  return abilities[isClosedStage(stage) ? 'reopen' : 'move'] ?? false;
}
