import { sql } from 'kysely';
import { type Call, instant } from '#platform/access/call.ts';
import { newId } from '#platform/database/id.ts';
import type { Stage, Staged } from './stages.ts';

const perBatch = 2_000;

/** How many records, archived ones too, stand in each of the stages. */
export async function countInStages(
  call: Call,
  { kind }: Staged,
  stageIds: readonly string[],
): Promise<Map<string, number>> {
  if (stageIds.length === 0) return new Map();
  const { rows } = await sql<{ stageId: string; count: bigint }>`
    select stage_id, count(*) as count from ${sql.table(kind)}
    where org_id = ${call.orgId} and stage_id = any (${stageIds}::uuid[]) group by stage_id`.execute(
    call.database,
  );
  return new Map(rows.map(({ stageId, count }) => [stageId, Number(count)]));
}

/**
 * Moves everything that stands in a stage to another, archived records too, with a line of history for each; answers how many.
 * A probability that was the old stage's default becomes that of the new one. The caller holds the pipelines locked against
 * every move, and has checked that the one stage may take over from the other. No event is announced for each record: whoever
 * changes the pipeline announces that the settings changed.
 */
export async function moveBetweenStages(
  call: Call,
  { kind, column, changedAt }: Staged,
  from: Stage,
  to: Stage,
): Promise<number> {
  const table = sql.table(kind);
  const at = instant(call);
  const by = call.actor.memberId;
  const probability =
    kind === 'lead'
      ? sql``
      : sql`, probability = case when probability = ${from.probability} then ${to.probability} else probability end`;
  for (let moved = 0; ; ) {
    const { rows } = await sql<{ id: string; scopeId: string; scopePath: string; at: string }>`
      update ${table} set pipeline_id = ${to.pipelineId}, stage_id = ${to.id}, ${sql.ref(column)} = ${to.status},
        ${sql.ref(changedAt)} = greatest(${sql.ref(changedAt)}, ${at}), version = version + 1, updated_at = ${at}, updated_by = ${by} ${probability}
      where org_id = ${call.orgId} and id in (select id from ${table}
        where org_id = ${call.orgId} and stage_id = ${from.id} limit ${perBatch})
      returning id, scope_id, scope_path, ${sql.ref(changedAt)} as at`.execute(call.database);
    if (rows.length === 0) return moved;
    moved += rows.length;
    const ids = rows.map(() => newId(call.now.getTime()));
    await sql`insert into ${sql.table(`${kind}StatusChange`)} (org_id, id, record_id, scope_id, scope_path, from_status, to_status,
        pipeline_id, from_stage_id, to_stage_id, at, by)
      select ${call.orgId}::uuid, n.id, n.record_id, n.scope_id, n.scope_path, ${from.status}::text, ${to.status}::text,
        ${to.pipelineId}::uuid, ${from.id}::uuid, ${to.id}::uuid, n.at, ${by}::uuid
      from unnest(${ids}::uuid[], ${rows.map(({ id }) => id)}::uuid[], ${rows.map(({ scopeId }) => scopeId)}::uuid[],
        ${rows.map(({ scopePath }) => scopePath)}::text[], ${rows.map((row) => row.at)}::timestamptz[])
        as n (id, record_id, scope_id, scope_path, at)`.execute(call.database);
  }
}
