import { sql } from 'kysely';
import { formatMinor, roundRatio } from '#domain/money.ts';
import type { Call } from '#platform/access/call.ts';
import { type Board, type BoardSum, rottingSince, type Tally } from '#records/board.ts';
import { listConditions } from '#records/list-conditions.ts';
import type { ListQuery } from '#records/list-query.ts';
import type { Stage } from '#records/stages.ts';

type Group = {
  stageId: string;
  ownerId: string | null;
  currency: string;
  count: bigint;
  rotting: bigint;
  /** Sums of minor units and of minor units times percent, as the digits of whole numbers. */
  amount: string;
  product: string;
};

/** Whether a row has stood in its stage for longer than that stage's age. */
function isRotting(call: Call, stages: readonly Stage[]) {
  const cases = stages.flatMap((stage) => {
    const since = rottingSince(call, stage);
    return since ? [sql`when ${stage.id}::uuid then ${since}::timestamptz`] : [];
  });
  return cases.length === 0
    ? sql`false`
    : sql`stage_changed_at < case stage_id ${sql.join(cases, sql` `)} end`;
}

function sumsOf(groups: readonly Group[]): BoardSum[] {
  const byCurrency = new Map<string, { amount: bigint; product: bigint; count: number }>();
  for (const { currency, amount, product, count } of groups) {
    const sum = byCurrency.get(currency) ?? { amount: 0n, product: 0n, count: 0 };
    sum.amount += BigInt(amount);
    sum.product += BigInt(product);
    sum.count += Number(count);
    byCurrency.set(currency, sum);
  }
  return [...byCurrency]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([currency, { amount, product, count }]) => ({
      currency,
      amount: formatMinor(amount, currency),
      // Rounded once, over the whole column: rounding each card first would add up to another sum.
      weighted: formatMinor(roundRatio(product, 100n), currency),
      count,
    }));
}

function ownersOf(groups: readonly Group[]): Tally['owners'] {
  const byOwner = new Map<string | null, number>();
  for (const { ownerId, count } of groups) byOwner.set(ownerId, (byOwner.get(ownerId) ?? 0) + Number(count));
  return [...byOwner]
    .map(([ownerId, count]) => ({ ownerId, count }))
    .sort((a, b) => b.count - a.count || (String(a.ownerId) < String(b.ownerId) ? -1 : 1));
}

const totalOf = (groups: readonly Group[], member: 'count' | 'rotting') => ({
  value: groups.reduce((sum, group) => sum + Number(group[member]), 0),
  exact: true,
});

/**
 * For each stage how many opportunities of the filter there are, how many rot, whose they are, and per currency the sum over
 * ALL of them, not only the cards that are shown: exact, and weighted by probability rounded half away from zero.
 */
export async function tallyOpportunities(
  call: Call,
  { kind }: Board,
  stages: readonly Stage[],
  query: ListQuery,
): Promise<Map<string, Tally>> {
  const [first] = stages;
  if (!first) return new Map();
  const conditions = await listConditions(call, kind, {
    ...query,
    pipelineId: [first.pipelineId],
    stageId: stages.map(({ id }) => id),
  });
  const { rows } = await sql<Group>`
    select stage_id, owner_id, currency, count(*) as count, count(*) filter (where ${isRotting(call, stages)}) as rotting,
      coalesce(sum(amount_minor), 0)::text as amount,
      coalesce(sum(amount_minor::numeric * probability), 0)::text as product
    from opportunity where ${sql.join(conditions, sql` and `)} group by stage_id, owner_id, currency`.execute(
    call.database,
  );
  const byStage = Map.groupBy(rows, ({ stageId }) => stageId);
  return new Map(
    stages.map(({ id }) => {
      const groups = byStage.get(id) ?? [];
      return [
        id,
        {
          count: totalOf(groups, 'count'),
          rotting: totalOf(groups, 'rotting'),
          owners: ownersOf(groups),
          sums: sumsOf(groups),
        },
      ];
    }),
  );
}
