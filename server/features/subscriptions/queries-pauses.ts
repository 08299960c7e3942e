import { type Call, instant } from '#platform/access/call.ts';
import { newId } from '#platform/database/id.ts';
import type { RecordRow } from '#records/kind.ts';

/** All pauses of a subscription, in their order. `toDate` is the first day after one. */
export function pausesOf(call: Call, subscriptionId: string) {
  return call.database
    .selectFrom('subscriptionPause')
    .select(['id', 'fromDate', 'toDate', 'status'])
    .where('orgId', '=', call.orgId)
    .where('subscriptionId', '=', subscriptionId)
    .orderBy('fromDate')
    .orderBy('id')
    .execute();
}

/** The pause that is planned or running, or undefined. */
export async function livePauseOf(call: Call, subscriptionId: string) {
  return (await pausesOf(call, subscriptionId)).find(({ status }) => status !== 'over');
}

export async function insertPause(
  call: Call,
  row: RecordRow,
  pause: { fromDate: string; toDate: string | null; status: 'planned' | 'running' },
): Promise<void> {
  const { orgId, scopeId, scopePath } = row;
  await call.database
    .insertInto('subscriptionPause')
    .values({
      orgId,
      id: newId(call.now.getTime()),
      subscriptionId: row.id,
      scopeId,
      scopePath,
      ...pause,
      at: instant(call),
      by: call.actor.memberId,
    })
    .execute();
}

export async function updatePause(
  call: Call,
  id: string,
  change: { status: 'running' | 'over'; toDate?: string },
): Promise<void> {
  await call.database
    .updateTable('subscriptionPause')
    .set(change)
    .where('orgId', '=', call.orgId)
    .where('id', '=', id)
    .execute();
}
