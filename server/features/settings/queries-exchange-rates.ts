import { sql } from 'kysely';
import type { CalendarDate } from '#domain/time-zones.ts';
import type { Call } from '#platform/access/call.ts';

export type RateFilter = { from?: string; to?: string };
export type RateCursor = { date: string; id: string };

function ratesOf(call: Call, { from, to }: RateFilter) {
  let rates = call.database.selectFrom('exchangeRate').where('orgId', '=', call.orgId);
  if (from !== undefined) rates = rates.where('fromCurrency', '=', from);
  if (to !== undefined) rates = rates.where('toCurrency', '=', to);
  return rates;
}

/** One page of the rates, newest day first. */
export function listExchangeRates(call: Call, filter: RateFilter, after: RateCursor | null, limit: number) {
  let rates = ratesOf(call, filter).selectAll();
  if (after) rates = rates.where(sql<boolean>`(rate_date, id) < (${after.date}::date, ${after.id}::uuid)`);
  return rates.orderBy('rateDate', 'desc').orderBy('id', 'desc').limit(limit).execute();
}

/** For each pair of currencies the newest rate on or before the date: what a report of that day uses. */
export function listExchangeRatesAt(call: Call, filter: RateFilter, date: CalendarDate) {
  return ratesOf(call, filter)
    .selectAll()
    .distinctOn(['fromCurrency', 'toCurrency'])
    .where('rateDate', '<=', date)
    .orderBy('fromCurrency')
    .orderBy('toCurrency')
    .orderBy('rateDate', 'desc')
    .execute();
}

export async function countExchangeRates(call: Call, filter: RateFilter): Promise<number> {
  const row = await ratesOf(call, filter).select(sql<bigint>`count(*)`.as('value')).executeTakeFirstOrThrow();
  return Number(row.value);
}

/** The newest rate on or before a date for one unit of `from` in `to`, with its day; undefined when none is kept. */
export function findExchangeRate(call: Call, from: string, to: string, date: CalendarDate) {
  return ratesOf(call, { from, to })
    .select(['id', 'rate', 'rateDate'])
    .where('rateDate', '<=', date)
    .orderBy('rateDate', 'desc')
    .limit(1)
    .executeTakeFirst();
}

export function findRateOfDay(call: Call, from: string, to: string, date: CalendarDate) {
  return ratesOf(call, { from, to }).select('id').where('rateDate', '=', date).executeTakeFirst();
}

export function lockExchangeRate(call: Call, id: string) {
  return call.database
    .selectFrom('exchangeRate')
    .selectAll()
    .where('orgId', '=', call.orgId)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
}
