import { endOfDayInstant } from '#domain/time-zones.ts';
import type { Call } from '#platform/access/call.ts';
import { changeStatus } from '#records/change-status.ts';
import { companyTimeZone, entityTimeZones } from '#records/entity-calendar.ts';
import { type RecordRow, tablesOf } from '#records/kind.ts';
import { nodesOf } from '#records/scope.ts';
import { quoteKind } from '../kind.ts';

const batch = 200;
// The day ends first in the zone that is furthest ahead; whoever is behind is left for a later hour.
const furthestAheadMs = 14 * 3_600_000;

/**
 * Expires sent and viewed quotes whose last valid day has ended in their entity's time zone, a batch at a time. Returns how
 * many, and where to go on: `after` is null once all were looked at. Quotes that somebody holds are left for the next run.
 */
export async function expireQuotes(
  call: Call,
  after: string | null,
): Promise<{ expired: number; after: string | null }> {
  const latest = new Date(call.now.getTime() + furthestAheadMs).toISOString().slice(0, 10);
  let due = tablesOf(call)
    .selectFrom(quoteKind.table)
    .selectAll()
    .where('orgId', '=', call.orgId)
    .where('status', 'in', ['sent', 'viewed'])
    .where('validUntil', '<', latest)
    .where('archivedAt', 'is', null)
    .orderBy('id')
    .limit(batch)
    .forNoKeyUpdate()
    .skipLocked();
  if (after !== null) due = due.where('id', '>', after);
  const quotes = (await due.execute()) as RecordRow[];
  const nodes = await nodesOf(call);
  const zones = await entityTimeZones(call);
  const ownZone = await companyTimeZone(call);
  let expired = 0;
  for (const quote of quotes) {
    const zone = zones.get(nodes.get(quote.scopeId)?.entityId ?? '') ?? ownZone;
    if (call.now < endOfDayInstant(quote.validUntil as string, zone)) continue;
    await changeStatus(call, quoteKind, quote, { column: 'status', to: 'expired', event: 'quote.expired' });
    expired += 1;
  }
  return { expired, after: quotes.length === batch ? (quotes.at(-1)?.id ?? null) : null };
}
