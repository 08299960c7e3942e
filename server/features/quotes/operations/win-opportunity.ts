import { isClosedStage, type OpportunityStage } from '#domain/opportunities.ts';
import { rootPath } from '#domain/scope.ts';
import { opportunityKind } from '#features/opportunities/kind.ts';
import { moveStage } from '#features/opportunities/operations/move-stage.ts';
import { audit, type Call } from '#platform/access/call.ts';
import { type RecordRow, tablesOf } from '#records/kind.ts';

/** What the rule of the company needs, whoever took the customer's word: closing the deal follows from it. */
function byRule(call: Call): Call {
  const everywhere = [{ path: rootPath, reach: 'all' }] as const;
  return {
    ...call,
    grants: new Map([
      ...call.grants,
      ['crm.opportunities.view', everywhere],
      ['crm.opportunities.mark_won', everywhere],
    ]),
  };
}

async function whyNot(call: Call, id: string): Promise<string | null> {
  const opportunity = (await tablesOf(call)
    .selectFrom(opportunityKind.table)
    .select(['stage', 'archivedAt'])
    .where('orgId', '=', call.orgId)
    .where('id', '=', id)
    .forNoKeyUpdate()
    .executeTakeFirst()) as Pick<RecordRow, 'stage' | 'archivedAt'> | undefined;
  if (!opportunity) return 'out_of_sight';
  if (opportunity.archivedAt !== null) return 'archived';
  const stage = opportunity.stage as OpportunityStage;
  return isClosedStage(stage) ? `already_${stage}` : null;
}

/**
 * An accepted quote wins its opportunity, in the same transaction. One that is closed already, archived, or beyond the wall
 * of this transaction stays as it is, and the audit log says why.
 */
export async function winOpportunity(call: Call, quote: RecordRow): Promise<void> {
  const { opportunityId } = quote;
  if (typeof opportunityId !== 'string') return;
  const reason = await whyNot(call, opportunityId);
  if (reason === null) {
    await moveStage(byRule(call), opportunityId, { stage: 'won' }, null);
    return;
  }
  audit(call, {
    action: 'quote.opportunity_not_won',
    recordKind: 'quote',
    recordId: quote.id,
    scopePath: quote.scopePath,
    after: { opportunityId, reason },
  });
}
