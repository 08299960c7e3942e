import { formatMinor } from '#domain/money.ts';
import { nextBilled } from '#domain/subscription-periods.ts';
import { invoiceSummary } from '#features/invoices/queries.ts';
import type { Call } from '#platform/access/call.ts';
import { presentLines, readLines } from '#records/document-lines.ts';
import { kindNamed, type RecordRow, tablesOf, type Values } from '#records/kind.ts';
import { seesCosts } from '#records/line-products.ts';
import { findRecord } from '#records/read-record.ts';
import { subscriptionLines } from './compose-price.ts';
import { courseOf } from './course.ts';
import { livePauseOf } from './queries-pauses.ts';
import { listPrices, nextPriceOf } from './queries-prices.ts';
import type { SubscriptionRow } from './row.ts';

const mostPrices = 50;

type Price = NonNullable<Awaited<ReturnType<typeof nextPriceOf>>>;

const amounts = (price: Price, currency: string) => ({
  id: price.id,
  validFrom: price.validFrom,
  discountType: price.discountType,
  discountValue: price.discountValue,
  subtotal: formatMinor(price.subtotalMinor, currency),
  discountTotal: formatMinor(price.discountMinor, currency),
  taxTotal: formatMinor(price.taxMinor, currency),
  total: formatMinor(price.totalMinor, currency),
});

/** The columns that no field shows count here too. */
async function wholeRow(call: Call, id: string): Promise<SubscriptionRow> {
  const row = await tablesOf(call)
    .selectFrom('subscription')
    .selectAll()
    .where('orgId', '=', call.orgId)
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
  return row as SubscriptionRow;
}

/** What a subscription's own page shows beside its fields: its lines, what is planned, and the prices that it had. */
export async function subscriptionDetail(call: Call, { id }: RecordRow): Promise<Values> {
  const row = await wholeRow(call, id);
  const { currency } = row;
  const [lines, pause, planned, prices, course] = [
    await readLines(call, subscriptionLines, row.priceId),
    await livePauseOf(call, row.id),
    await nextPriceOf(call, row),
    await listPrices(call, row.id, mostPrices),
    await courseOf(call, row),
  ];
  const next = row.status === 'draft' ? null : nextBilled(course);
  const costs = next && planned && planned.validFrom <= next.startsOn ? planned.totalMinor : row.totalMinor;
  return {
    lines: presentLines(lines, currency, seesCosts(call)),
    next: next && { ...next, total: formatMinor(costs, currency) },
    pause: pause ? { from: pause.fromDate, resumeOn: pause.toDate } : null,
    plannedPrice: planned
      ? {
          ...amounts(planned, currency),
          lines: presentLines(
            await readLines(call, subscriptionLines, planned.id),
            currency,
            seesCosts(call),
          ),
        }
      : null,
    prices: prices.map((price) => ({ ...amounts(price, currency), current: price.id === row.priceId })),
  };
}

/** One page of the periods that have come, the newest first, with the invoices that the actor may see. */
export async function listPeriods(
  call: Call,
  subscriptionId: string,
  { limit, before }: { limit: number; before: number | null },
): Promise<{ items: Values[]; nextCursor: string | null }> {
  let periods = call.database
    .selectFrom('subscriptionPeriod')
    .select(['id', 'number', 'startsOn', 'endsOn', 'outcome', 'invoiceId', 'at'])
    .where('orgId', '=', call.orgId)
    .where('subscriptionId', '=', subscriptionId);
  if (before !== null) periods = periods.where('number', '<', before);
  const rows = await periods
    .orderBy('number', 'desc')
    .limit(limit + 1)
    .execute();
  const items: Values[] = [];
  for (const { invoiceId, ...period } of rows.slice(0, limit)) {
    const invoice = invoiceId === null ? null : await findRecord(call, kindNamed('invoice'), invoiceId);
    items.push({ ...period, invoice: invoice && { ...invoiceSummary(invoice), currency: invoice.currency } });
  }
  const last = rows.length > limit ? rows[limit - 1] : undefined;
  return { items, nextCursor: last ? String(last.number) : null };
}
