import { type Call, instant } from '#platform/access/call.ts';

export type DemoState = {
  status: 'none' | 'running' | 'loaded' | 'failed';
  startedAt: string | null;
  finishedAt: string | null;
};

/** How far the demo data of this company is. */
export async function findDemo(call: Call): Promise<DemoState> {
  const row = await call.database
    .selectFrom('demoLoad')
    .select(['status', 'startedAt', 'finishedAt'])
    .where('orgId', '=', call.orgId)
    .executeTakeFirst();
  return row ?? { status: 'none', startedAt: null, finishedAt: null };
}

/** Claims the one load that a company can have. False when it runs or has run. */
export async function claimDemo(call: Call): Promise<boolean> {
  const claimed = await call.database
    .insertInto('demoLoad')
    .values({ orgId: call.orgId, status: 'running', startedAt: instant(call) })
    .onConflict((conflict) => conflict.column('orgId').doNothing())
    .returning('orgId')
    .executeTakeFirst();
  return claimed !== undefined;
}

export async function updateDemo(call: Call, status: 'loaded' | 'failed'): Promise<void> {
  await call.database
    .updateTable('demoLoad')
    .set({ status, finishedAt: instant(call) })
    .where('orgId', '=', call.orgId)
    .execute();
}
