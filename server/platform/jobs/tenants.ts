import type { Pool } from '../database/database.ts';
import { inTransaction } from '../database/transaction.ts';

/** The companies of this installation, the oldest first: scheduled work visits them one by one. */
export function listTenants(pool: Pool): Promise<string[]> {
  return inTransaction(pool, { mode: 'sign-in' }, { access: 'read' }, async (database) => {
    const rows = await database
      .selectFrom('tenant')
      .select('orgId')
      .orderBy('createdAt')
      .orderBy('orgId')
      .execute();
    return rows.map(({ orgId }) => orgId);
  });
}
