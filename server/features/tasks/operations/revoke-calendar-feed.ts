import { audit, type Call, instant } from '#platform/access/call.ts';

/** Takes the member's calendar address back: it answers nothing from now on. Without one there is nothing to do. */
export async function revokeCalendarFeed(call: Call): Promise<void> {
  const revoked = await call.database
    .updateTable('calendarFeed')
    .set({ revokedAt: instant(call) })
    .where('orgId', '=', call.orgId)
    .where('memberId', '=', call.actor.memberId)
    .where('revokedAt', 'is', null)
    .returning('id')
    .execute();
  for (const { id } of revoked) {
    audit(call, { action: 'calendar_feed.revoked', recordKind: 'calendar_feed', recordId: id });
  }
}
