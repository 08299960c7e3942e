import type { Call } from '#platform/access/call.ts';

/**
 * Notes when contacts were last spoken to; an older time than the one known changes nothing. It is a trace of what was
 * logged, no edit: the version stays, so nobody who has the contact open is disturbed.
 */
export async function noteContacted(call: Call, ids: readonly string[], at: string): Promise<void> {
  if (ids.length === 0) return;
  await call.database
    .updateTable('contact')
    .set({ lastContactedAt: at })
    .where('orgId', '=', call.orgId)
    .where('id', 'in', [...ids])
    .where((where) => where.or([where('lastContactedAt', 'is', null), where('lastContactedAt', '<', at)]))
    .execute();
}
