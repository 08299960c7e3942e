import { notFound } from '#domain/problems.ts';
import { type Call, instant } from '#platform/access/call.ts';
import { requireVersion } from '#records/read-record.ts';
import { requireAtRoot } from '../access.ts';
import { lockExchangeRate } from '../queries-exchange-rates.ts';
import { leaveTraces } from '../setting-traces.ts';

/** Corrects the figure of a rate; reports of its days change with it, documents do not. */
export async function correctExchangeRate(call: Call, id: string, rate: string, ifMatch: number | null) {
  requireAtRoot(call, 'accounting.settings.manage');
  const row = await lockExchangeRate(call, id);
  if (!row) throw notFound('exchange rate');
  requireVersion(row, ifMatch);
  const written = await call.database
    .updateTable('exchangeRate')
    .set({ rate, version: row.version + 1, updatedAt: instant(call) })
    .where('orgId', '=', call.orgId)
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirstOrThrow();
  leaveTraces(call, {
    section: 'exchange_rates',
    action: 'exchange_rate.updated',
    kind: 'exchange_rate',
    id,
    before: { rate: row.rate },
    after: { rate },
  });
  return written;
}
