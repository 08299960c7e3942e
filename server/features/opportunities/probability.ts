import { isClosedStage, type OpportunityStage } from '#domain/opportunities.ts';
import { type Call, instant } from '#platform/access/call.ts';
import type { RecordRow, Values } from '#records/kind.ts';
import type { Stage } from '#records/stages.ts';

/**
 * The probability in percent of an opportunity that comes to another stage. One that a seller typed, which is one that differs
 * from the default of the stage it leaves, stays while the deal is open; a deal that closes or reopens takes the new stage's.
 */
export async function probabilityAt(call: Call, current: RecordRow, stage: Stage): Promise<number> {
  const next = stage.probability ?? 0;
  const from = current.stage as OpportunityStage;
  if (isClosedStage(from) || isClosedStage(stage.status as OpportunityStage)) return next;
  const left = await call.database
    .selectFrom('pipelineStage')
    .select('probability')
    .where('orgId', '=', call.orgId)
    .where('id', '=', current.stageId as string)
    .executeTakeFirst();
  const typed = current.probability as number;
  return typed === left?.probability ? next : typed;
}

/** When a deal was closed, and why it was lost: kept while it stays closed in the same way. */
export function closingOf(call: Call, { status }: Stage, before: Values): Values {
  if (!isClosedStage(status as OpportunityStage)) return { closedAt: null, lostReason: null };
  return {
    closedAt: before.closedAt ?? instant(call),
    lostReason: status === 'lost' ? (before.lostReason ?? null) : null,
  };
}
