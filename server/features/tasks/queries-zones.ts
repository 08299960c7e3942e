import type { Call } from '#platform/access/call.ts';
import { companyTimeZone } from '#records/entity-calendar.ts';

/** The time zone of each active member: their own, or the company's. */
export async function memberZones(call: Call): Promise<Map<string, string>> {
  const company = await companyTimeZone(call);
  const rows = await call.database
    .selectFrom('member')
    .select(['id', 'timeZone'])
    .where('orgId', '=', call.orgId)
    .where('status', '=', 'active')
    .execute();
  return new Map(rows.map(({ id, timeZone }) => [id, timeZone ?? company]));
}

/** The time zone of one member; the company's for nobody. */
export async function zoneOf(call: Call, memberId: string | null): Promise<string> {
  // A key speaks the company's time; its maker's clock is their own.
  if (call.actor.kind === 'member' && memberId === call.actor.memberId) return call.timeZone;
  const member =
    memberId === null
      ? undefined
      : await call.database
          .selectFrom('member')
          .select('timeZone')
          .where('orgId', '=', call.orgId)
          .where('id', '=', memberId)
          .executeTakeFirst();
  return member?.timeZone ?? companyTimeZone(call);
}
