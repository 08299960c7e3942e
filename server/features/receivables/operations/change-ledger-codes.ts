import type { LedgerAccountsPatch, LedgerRole } from '#domain/receivables.ts';
import { rootPath } from '#domain/scope.ts';
import { announce, audit, type Call, instant } from '#platform/access/call.ts';
import { requireAt } from '#platform/access/can.ts';
import { type LedgerCodes, ledgerCodes } from '../queries-ledger.ts';

/** Changes the codes under which journals are exported from now on. */
export async function changeLedgerCodes(call: Call, given: LedgerAccountsPatch): Promise<LedgerCodes> {
  requireAt(call, 'accounting.settings.manage', rootPath);
  const before = await ledgerCodes(call);
  const updatedAt = instant(call);
  for (const [role, code] of Object.entries(given) as [LedgerRole, string | undefined][]) {
    if (code === undefined) continue;
    await call.database
      .insertInto('ledgerAccount')
      .values({ orgId: call.orgId, role, code, updatedAt })
      .onConflict((conflict) => conflict.columns(['orgId', 'role']).doUpdateSet({ code, updatedAt }))
      .execute();
  }
  const after = await ledgerCodes(call);
  audit(call, { action: 'settings.ledger.updated', recordKind: 'ledger', before, after });
  announce(call, { type: 'settings.changed', payload: { section: 'ledger' } });
  return after;
}
