import { type CalendarDate, today } from '#domain/time-zones.ts';
import type { Call } from '#platform/access/call.ts';
import { entityIdAt } from './scope.ts';

/** The time zone of each entity, by its node. */
export async function entityTimeZones(call: Call): Promise<Map<string, string>> {
  const rows = await call.database
    .selectFrom('entity')
    .select(['nodeId', 'timeZone'])
    .where('orgId', '=', call.orgId)
    .execute();
  return new Map(rows.map(({ nodeId, timeZone }) => [nodeId, timeZone]));
}

/** The company's own time zone, for what lies above all entities. */
export async function companyTimeZone(call: Call): Promise<string> {
  const { timeZone } = await call.database
    .selectFrom('organisation')
    .select('timeZone')
    .where('orgId', '=', call.orgId)
    .executeTakeFirstOrThrow();
  return timeZone;
}

/** The time zone that holds at a node: its entity's, or the company's above all entities. */
export async function entityTimeZoneAt(call: Call, nodeId: string): Promise<string> {
  const entityId = await entityIdAt(call, nodeId);
  const zone = entityId === null ? undefined : (await entityTimeZones(call)).get(entityId);
  return zone ?? companyTimeZone(call);
}

/** Today's date where a node lies. */
export async function todayAt(call: Call, nodeId: string): Promise<CalendarDate> {
  return today(call.now, await entityTimeZoneAt(call, nodeId));
}
