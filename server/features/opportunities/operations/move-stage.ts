import type { Capability } from '#domain/capabilities.ts';
import type { EventType } from '#domain/events.ts';
import {
  isClosedStage,
  isReopening,
  type OpportunityStage,
  opportunityStage,
  stageProbability,
} from '#domain/opportunities.ts';
import { illegalTransition } from '#domain/problems.ts';
import { type Call, instant } from '#platform/access/call.ts';
import { requireOn } from '#platform/access/can.ts';
import { changeStatus } from '#records/change-status.ts';
import type { RecordRow } from '#records/kind.ts';
import { lockRecord, requireActive, requireVersion } from '#records/read-record.ts';
import { viewOf } from '#records/update-record.ts';
import { opportunityKind } from '../kind.ts';

export type StageMove = { stage: OpportunityStage; lostReason?: string | null };

/** Closing and reopening have capabilities of their own, by whichever route they are asked for. */
function capabilityFor(from: OpportunityStage, to: OpportunityStage): Capability {
  if (to === 'won') return 'crm.opportunities.mark_won';
  if (to === 'lost') return 'crm.opportunities.mark_lost';
  return isReopening(from, to) ? 'crm.opportunities.reopen' : 'crm.opportunities.edit';
}

function eventFor(from: OpportunityStage, to: OpportunityStage): EventType {
  if (to === 'won') return 'opportunity.won';
  if (to === 'lost') return 'opportunity.lost';
  return isReopening(from, to) ? 'opportunity.reopened' : 'opportunity.stage_changed';
}

/** A probability that somebody typed stays while the deal is open; a closed deal is certain. */
function probabilityAt(current: RecordRow, from: OpportunityStage, to: OpportunityStage): number {
  const typed = current.probability as number;
  const untouched = typed === stageProbability[from];
  return untouched || isClosedStage(to) || isClosedStage(from) ? stageProbability[to] : typed;
}

/**
 * Moves an opportunity to another stage: freely among open ones, closed by won or lost (with a reason), reopened by a
 * move back. The stage it is in already changes nothing.
 */
export async function moveStage(
  call: Call,
  id: string,
  { stage: to, lostReason = null }: StageMove,
  ifMatch: number | null,
): Promise<RecordRow> {
  const current = await lockRecord(call, opportunityKind, id);
  const from = current.stage as OpportunityStage;
  requireOn(call, capabilityFor(from, to), current, viewOf(opportunityKind));
  requireVersion(current, ifMatch);
  requireActive(current);
  if (from === to) return current;
  if (!opportunityStage.canMove(from, to)) throw illegalTransition(from, to, opportunityStage.allowed(from));
  return changeStatus(call, opportunityKind, current, {
    column: 'stage',
    to,
    reason: to === 'lost' ? lostReason : null,
    columns: {
      probability: probabilityAt(current, from, to),
      closedAt: isClosedStage(to) ? instant(call) : null,
      lostReason: to === 'lost' ? lostReason : null,
    },
    event: eventFor(from, to),
  });
}
