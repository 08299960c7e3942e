import { notFound } from '#domain/problems.ts';
import type { Call } from '#platform/access/call.ts';
import { requireVersion } from '#records/read-record.ts';
import { requireAtRoot } from '../access.ts';
import { lockExchangeRate } from '../queries-exchange-rates.ts';
import { leaveTraces } from '../setting-traces.ts';

/** Removes a rate that should not have been kept; the one before it holds again from its day on. */
export async function removeExchangeRate(call: Call, id: string, ifMatch: number | null): Promise<void> {
  requireAtRoot(call, 'accounting.settings.manage');
  const row = await lockExchangeRate(call, id);
  if (!row) throw notFound('exchange rate');
  requireVersion(row, ifMatch);
  await call.database
    .deleteFrom('exchangeRate')
    .where('orgId', '=', call.orgId)
    .where('id', '=', id)
    .execute();
  leaveTraces(call, {
    section: 'exchange_rates',
    action: 'exchange_rate.deleted',
    kind: 'exchange_rate',
    id,
    before: row,
  });
}
