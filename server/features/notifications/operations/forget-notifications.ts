import type { Call } from '#platform/access/call.ts';

const keptMs = 180 * 86_400_000;

/** Removes notifications that are older than half a year; what they told of has a place of its own. */
export async function forgetNotifications(call: Call): Promise<void> {
  await call.database
    .deleteFrom('notification')
    .where('orgId', '=', call.orgId)
    .where('createdAt', '<', new Date(call.now.getTime() - keptMs).toISOString())
    .execute();
}
