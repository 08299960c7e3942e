import { sql } from 'kysely';
import { today } from '#domain/time-zones.ts';
import { type Call, instant } from '#platform/access/call.ts';
import { entityTimeZones } from '#records/entity-calendar.ts';

/** Whether a company bills subscriptions now: both modules are switched on. */
export async function mayBill(call: Call): Promise<boolean> {
  const rows = await call.database
    .selectFrom('organisationModule')
    .select('module')
    .where('orgId', '=', call.orgId)
    .where('enabled', '=', true)
    .where('module', 'in', ['subscriptions', 'accounting'])
    .execute();
  return rows.length === 2;
}

/**
 * Subscriptions for which something is due by today's date in their entity, the longest due first, but for those that failed
 * and wait. Entities that have the same date are asked for together.
 */
export async function listDue(call: Call, most: number): Promise<string[]> {
  const zones = await entityTimeZones(call);
  const entitiesByDate = Map.groupBy(zones.keys(), (id) => today(call.now, zones.get(id) ?? 'UTC'));
  if (entitiesByDate.size === 0) return [];
  const reached = [...entitiesByDate].map(
    ([date, entities]) => sql<boolean>`(due_on <= ${date} and entity_id = any (${entities}::uuid[]))`,
  );
  const rows = await call.database
    .selectFrom('subscription')
    .select('id')
    .where('orgId', '=', call.orgId)
    .where('archivedAt', 'is', null)
    .where('dueOn', '<=', [...entitiesByDate.keys()].sort().at(-1) ?? '')
    .where(sql<boolean>`(${sql.join(reached, sql` or `)})`)
    .where(sql<boolean>`(retry_at is null or retry_at <= ${instant(call)}::timestamptz)`)
    .orderBy('dueOn')
    .orderBy('id')
    .limit(most)
    .execute();
  return rows.map(({ id }) => id);
}
