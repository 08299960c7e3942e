import { type LedgerRole, usualLedgerCodes } from '#domain/receivables.ts';
import type { Call } from '#platform/access/call.ts';

export type LedgerCodes = Record<LedgerRole, string>;

/** The codes of the outside ledger's accounts, the usual ones where nobody wrote another. */
export async function ledgerCodes(call: Call): Promise<LedgerCodes> {
  const rows = await call.database
    .selectFrom('ledgerAccount')
    .select(['role', 'code'])
    .where('orgId', '=', call.orgId)
    .execute();
  return { ...usualLedgerCodes, ...Object.fromEntries(rows.map(({ role, code }) => [role, code])) };
}
