import type { Capability } from '#domain/capabilities.ts';
import type { EventType } from '#domain/events.ts';
import { isReopening, type OpportunityStage, opportunityStage } from '#domain/opportunities.ts';
import { illegalTransition } from '#domain/problems.ts';
import type { Call } from '#platform/access/call.ts';
import { requireOn } from '#platform/access/can.ts';
import { changeStatus } from '#records/change-status.ts';
import type { RecordRow } from '#records/kind.ts';
import { lockRecord, requireActive, requireVersion } from '#records/read-record.ts';
import { holdPipelineOf, staged, stageToMoveTo } from '#records/stages.ts';
import { viewOf } from '#records/update-record.ts';
import { opportunityKind } from '../kind.ts';
import { closingOf, probabilityAt } from '../probability.ts';

/** By the id of a stage of its pipeline, or by what the stage means: then the first such stage. */
export type StageMove = { stage?: OpportunityStage; stageId?: string; lostReason?: string | null };

/** Closing and reopening have capabilities of their own, by whichever route they are asked for. */
function capabilityFor(from: OpportunityStage, to: OpportunityStage): Capability {
  if (to === 'won') return 'crm.opportunities.mark_won';
  if (to === 'lost') return 'crm.opportunities.mark_lost';
  return isReopening(from, to) ? 'crm.opportunities.reopen' : 'crm.opportunities.edit';
}

function eventFor(from: OpportunityStage, to: OpportunityStage): EventType {
  if (to !== from && to === 'won') return 'opportunity.won';
  if (to !== from && to === 'lost') return 'opportunity.lost';
  return isReopening(from, to) ? 'opportunity.reopened' : 'opportunity.stage_changed';
}

/**
 * Moves an opportunity to another stage: freely among open ones, closed by won or lost (with a reason), reopened by a
 * move back. The stage it is in already changes nothing.
 */
export async function moveStage(
  call: Call,
  id: string,
  { stage: wanted, stageId, lostReason = null }: StageMove,
  ifMatch: number | null,
): Promise<RecordRow> {
  await holdPipelineOf(call, opportunityKind, id);
  const current = await lockRecord(call, opportunityKind, id);
  const from = current.stage as OpportunityStage;
  if (wanted) requireOn(call, capabilityFor(from, wanted), current, viewOf(opportunityKind));
  const stage = await stageToMoveTo(call, staged.opportunity, current, { stageId, status: wanted });
  const to = stage.status as OpportunityStage;
  requireOn(call, capabilityFor(from, to), current, viewOf(opportunityKind));
  requireVersion(current, ifMatch);
  requireActive(current);
  if (stage.id === current.stageId) return current;
  if (from !== to && !opportunityStage.canMove(from, to)) {
    throw illegalTransition(from, to, opportunityStage.allowed(from));
  }
  const reason = to === 'lost' ? (lostReason ?? (from === to ? current.lostReason : null)) : null;
  return changeStatus(call, opportunityKind, current, {
    column: 'stage',
    to,
    stage,
    reason: reason as string | null,
    columns: {
      probability: await probabilityAt(call, current, stage),
      ...closingOf(call, stage, { closedAt: from === to ? current.closedAt : null, lostReason: reason }),
    },
    event: eventFor(from, to),
  });
}
