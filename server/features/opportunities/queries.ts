import { sql } from 'kysely';
import { formatMinor } from '#domain/money.ts';
import { type OpportunityStage, opportunityStages } from '#domain/opportunities.ts';
import type { Call } from '#platform/access/call.ts';
import { tablesOf } from '#records/kind.ts';
import { listConditions } from '#records/list-conditions.ts';
import type { ListQuery } from '#records/list-query.ts';
import { opportunityKind } from './kind.ts';

export type StageSum = { currency: string; amount: string; weighted: string; count: number };

/**
 * For each stage and currency the sum over ALL opportunities of the filter, not only the cards that are shown, and the sum
 * weighted by probability (in minor units, each amount rounded half away from zero).
 */
export async function sumsByStage(call: Call, query: ListQuery): Promise<Map<OpportunityStage, StageSum[]>> {
  let sums = tablesOf(call)
    .selectFrom('opportunity')
    .select([
      'opportunity.stage',
      'opportunity.currency',
      sql<string>`coalesce(sum(opportunity.amount_minor), 0)`.as('amount'),
      sql<string>`coalesce(sum(round(opportunity.amount_minor * opportunity.probability / 100.0)), 0)`.as(
        'weighted',
      ),
      sql<bigint>`count(*)`.as('count'),
    ])
    .groupBy(['opportunity.stage', 'opportunity.currency'])
    .orderBy('opportunity.currency');
  for (const condition of await listConditions(call, opportunityKind, query)) sums = sums.where(condition);
  const byStage = new Map<OpportunityStage, StageSum[]>(opportunityStages.map((stage) => [stage, []]));
  for (const row of await sums.execute()) {
    const currency = row.currency as string;
    byStage.get(row.stage as OpportunityStage)?.push({
      currency,
      amount: formatMinor(BigInt(row.amount as string), currency),
      weighted: formatMinor(BigInt(row.weighted as string), currency),
      count: Number(row.count),
    });
  }
  return byStage;
}
