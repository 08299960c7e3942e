import type { Pool } from '#platform/database/database.ts';
import { inTransaction } from '#platform/database/transaction.ts';

/** Whether the company of the set-up page exists. */
export function isSetUp(pool: Pool): Promise<boolean> {
  return inTransaction(pool, { mode: 'sign-in' }, { access: 'read' }, async (database) => {
    const row = await database
      .selectFrom('tenant')
      .select('orgId')
      .where('firstSetup', '=', true)
      .executeTakeFirst();
    return row !== undefined;
  });
}
