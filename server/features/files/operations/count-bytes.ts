import { Problem } from '#domain/problems.ts';
import type { Call } from '#platform/access/call.ts';

/**
 * Adds bytes to what the company's files take, or refuses with `quota_exceeded`. Holds the company's count until the end of
 * the transaction, so that uploads at the same moment cannot pass the limit together.
 */
export async function countBytes(call: Call, bytes: number, mostBytes: number): Promise<void> {
  await call.database
    .insertInto('fileUsage')
    .values({ orgId: call.orgId })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  const usage = await call.database
    .selectFrom('fileUsage')
    .select('bytes')
    .where('orgId', '=', call.orgId)
    .forUpdate()
    .executeTakeFirstOrThrow();
  const used = usage.bytes + BigInt(bytes);
  if (used > BigInt(mostBytes)) {
    throw new Problem('quota_exceeded', {
      detail: `The files of the company may take ${mostBytes} bytes; ${usage.bytes} are taken.`,
      mostBytes,
      usedBytes: Number(usage.bytes),
    });
  }
  await call.database.updateTable('fileUsage').set({ bytes: used }).where('orgId', '=', call.orgId).execute();
}
